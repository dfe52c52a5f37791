import ArgumentParser
import ScenarioLanguage
import ScenarioMachine

struct ShowSchedule: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", _superCommandName: Scenarioc.name,
    abstract: "Lists when each scenario starts next, in its zone and in UTC.",
    discussion: """
      The gaps between the starts show what a schedule does at night, over a weekend and where \
      clocks are moved: each is read as its own cron reads it.
      """)

  @OptionGroup var sources: Sources

  @Option(help: "How many starts to list.")
  var next = 5

  @Option(
    help: ArgumentHelp(
      "List those at or after this time (RFC 3339, as 2026-03-28T00:00:00Z); now, unless said.",
      valueName: "time"),
    transform: readInstant)
  var from: Instant?

  func validate() throws {
    guard 1...1000 ~= next else {
      throw ValidationError("`--next` takes a number from 1 to 1000, not \(next)")
    }
  }

  func run() throws {
    var isFirst = true
    let (first, count) = (from ?? Surroundings.system.now, next)
    let tally = sources.compileEach {
      $0.soundScenarios.map { timetable(of: $0, count, from: first) }
    } deliver: { _, tables, _ in
      for table in tables {
        print((isFirst ? "" : "\n") + table, to: .output)
        isFirst = false
      }
    }
    try tally.end()
  }
}

/// Reads a time of the command line.
func readInstant(_ text: String) throws -> Instant {
  guard let instant = Instant(text) else {
    throw ValidationError("`\(text)` is no time of RFC 3339, such as 2026-03-28T00:00:00Z")
  }
  return instant
}

/// A heading, and below it a table of the starts.
private func timetable(of scenario: Scenario, _ count: Int, from first: Instant) -> String {
  let (name, zone) = (scenario.name.value, scenario.schedule.value.zone)
  guard let cron = scenario.schedule.value.cron else {
    return "\(name) starts `at start`: with its container, and by no cron"
  }
  let rows = cron.timetable(
    count, after: Instant(seconds: first.seconds - 1), in: zone, by: scenario.reader)
  let isUTC = zone.name == Zone.utc.name
  let lines = rows.map { row in
    let weekday = weekdays[zone.wallTime(at: row.instant).date.weekday]
    return ["\(weekday) \(row.local)"] + (isUTC ? [] : [row.utc]) + [row.gap?.text ?? ""]
  }
  let titles = isUTC ? ["UTC", "after"] : [zone.name, "UTC", "after"]
  return "\(name) starts at `\(cron.text)`, by \(scenario.reader.title)\n\n"
    + columns([titles] + lines)
}

private let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

extension CronReader {
  /// As its users call it.
  fileprivate var title: String {
    switch self {
    case .busybox: "busybox crond in the container"
    case .supercronic: "supercronic in the container"
    case .kubernetes: "the CronJob controller of Kubernetes"
    }
  }
}

/// Lines of words, each word as far to the right as those above and below it.
private func columns(_ lines: [[String]]) -> String {
  let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
  return lines.map { line in
    let padded = zip(line, widths).map { word, width in
      word + String(repeating: " ", count: width - word.count)
    }
    return "  " + String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
  }.joined(separator: "\n")
}
