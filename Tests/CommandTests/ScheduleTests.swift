import Foundation
import TestSupport
import Testing

/// `scenarioc schedule`: when each scenario starts next.
@Suite struct ScheduleTests {
  /// Clocks go forward in Berlin on 2026-03-29, at 02:00.
  @Test func startsAreListedInTheZoneAndInUTC() throws {
    let daily = scenario("daily", schedule: #"daily at 09:00 in "Europe/Berlin""#)
    let run = try list(daily, ["--next", "3", "--from", "2026-03-28T00:00:00Z"])
    #expect(
      run.text == """
        daily starts at `0 9 * * *`, by busybox crond in the container

          Europe/Berlin                  UTC                   after
          Sat 2026-03-28T09:00:00+01:00  2026-03-28T08:00:00Z
          Sun 2026-03-29T09:00:00+02:00  2026-03-29T07:00:00Z  23h
          Mon 2026-03-30T09:00:00+02:00  2026-03-30T07:00:00Z  1d

        """)
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test func inUTCOneColumnIsEnough() throws {
    let run = try list(
      scenario("half", schedule: "every 30m"), ["--from", "2026-01-01T01:00:00+01:00"])
    let lines = run.text.split(separator: "\n")
    #expect(lines.count == 7)
    #expect(lines[1] == "  UTC                       after")
    #expect(lines[2] == "  Thu 2026-01-01T00:00:00Z", "a start at that very time is one of them")
    #expect(lines[6] == "  Thu 2026-01-01T02:00:00Z  30m")
  }

  @Test(arguments: [
    ("", "busybox crond in the container"),
    ("image { scheduler supercronic }", "supercronic in the container"),
    ("restart never", "the CronJob controller of Kubernetes"),
  ])
  func whoeverFiresItIsNamed(_ property: String, _ reader: String) throws {
    let run = try list(scenario("a", schedule: "every 1h", property))
    #expect(run.text.hasPrefix("a starts at `0 * * * *`, by \(reader)\n"))
  }

  @Test func eachScenarioOfAFileHasItsHeading() throws {
    let three =
      scenario("a", schedule: "every 1h") + scenario("b", schedule: "at start", "restart never")
      + scenario("c", schedule: "every 6h")
    let blocks = try list(three, ["--next", "1"]).text.split(separator: "\n\n")
    #expect(blocks.count == 5)
    #expect(blocks[0].hasPrefix("a starts at `0 * * * *`"))
    #expect(blocks[2] == "b starts `at start`: with its container, and by no cron")
    #expect(blocks[3].hasPrefix("c starts at `0 */6 * * *`"))
  }

  @Test func everyShippedScenarioFitsInto80Columns() throws {
    let files = try GoldenTests.scenarios().map(\.path)
    let run = try Scenarioc.run(["schedule"] + files + ["--next", "100"])
    #expect(run.status == 0)
    #expect(run.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [
    ["--next", "0"], ["--next", "1001"], ["--next", "some"], ["--from", "tomorrow"],
    ["--from", "2026-02-30T00:00:00Z"], ["--from", "2026-01-01"],
  ])
  func aWrongOptionEndsWith2(_ options: [String]) throws {
    let run = try list(scenario("a", schedule: "every 1h"), options)
    #expect(run.status == 2)
    #expect(run.text == "")
    #expect(run.errors.contains(options[1]))
  }

  @Test func aWrongScenarioHasNoTable() throws {
    let run = try list(scenario("a", schedule: "every 45m"))
    #expect(run.status == 1)
    #expect(run.text == "")
    #expect(run.errors.hasPrefix("error[schedule-uneven]"))
  }

  private func list(_ source: String, _ options: [String] = []) throws -> Tool.Output {
    try Scenarioc.run(["schedule", "-"] + options, input: source)
  }

  private func scenario(_ name: String, schedule: String, _ property: String = "") -> String {
    """
    scenario \(name) {
        schedule \(schedule)
        \(property)
        memory { limit 64Mi }
        ramp { linear from 16Mi to 80Mi over 12m }
    }

    """
  }
}
