package import ScenarioLanguage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Surroundings {
  /// This machine's clock, time zones and files.
  package static var system: Surroundings {
    Surroundings(zones: .system, library: .system, now: Instant(seconds: time(nil)))
  }
}

/// The time of day on this machine's clock: `09:30:00`.
package var wallTime: String {
  var (now, parts) = (time(nil), tm())
  localtime_r(&now, &parts)
  return [parts.tm_hour, parts.tm_min, parts.tm_sec].map { part in
    part < 10 ? "0\(part)" : "\(part)"
  }.joined(separator: ":")
}
