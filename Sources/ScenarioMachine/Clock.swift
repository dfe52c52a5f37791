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
