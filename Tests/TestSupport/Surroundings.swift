package import ScenarioLanguage
import ScenarioMachine

extension Surroundings {
  /// The same in each run: a winter's day, and the system's time zones.
  package static let fixed = Surroundings(
    zones: .system, now: Instant(seconds: 1_768_435_200))  // 2026-01-15T00:00:00Z
}
