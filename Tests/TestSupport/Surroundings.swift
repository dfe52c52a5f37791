import Foundation
package import ScenarioLanguage
import ScenarioMachine

extension Surroundings {
  /// The same in each run: a winter's day, the system's time zones, and the files that fixtures use.
  package static let fixed = Surroundings(
    zones: .system,
    library: SourceLibrary(below: Project.fixtures.appending(path: "diagnostics").path + "/"),
    now: Instant(seconds: 1_768_435_200))  // 2026-01-15T00:00:00Z
}
