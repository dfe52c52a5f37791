package import ScenarioLanguage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Surroundings {
  /// This machine's clock and time zones.
  package static var system: Surroundings {
    Surroundings(zones: .system, now: Instant(seconds: time(nil)))
  }
}
