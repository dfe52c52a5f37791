package import ScenarioLanguage

extension Timeline {
  /// A line for each run, and one for the ticks missed between two of them, in 80 columns.
  package var table: String {
    let rows = rows
    let hidden = rows.count - Self.mostRows
    var lines = [caption, ""]
    guard !rows.isEmpty else { return caption }
    lines.append(Self.columns.line(["run", "starts", "ends", "back up", hasTicks ? "waits" : ""]))
    lines += rows.prefix(Self.mostRows)
    if hidden > 0 { lines.append("       … and \(hidden) more lines") }
    return (lines + notes.map { "\n\($0)" }).joined(separator: "\n")
  }

  /// What a clock of the schedule's zone shows at a time of this.
  package func clock(at time: TimeSpan, withDate: Bool = true) -> String {
    let zone = scenario.schedule.value.zone
    let instant = Moment(origin, plus: time.roundedToSecond).instant
    let text = instant.text(offset: zone.offset(at: instant))
    let clock = String(text.dropFirst(11).prefix(8))
    return withDate ? "\(text.prefix(10)) \(clock)" : clock
  }

  /// As many as a screen shows; CSV has them all.
  private static let mostRows = 24
  private static let columns = Columns(widths: [5, 21, 20, 19])

  private var hasTicks: Bool { scenario.schedule.value.cron != nil }

  private var caption: String {
    var counts = [count(runs.count, "run"), count(kills.count, "OOM kill")]
    if !missedTicks.isEmpty { counts.append("\(count(missedTicks.count, "tick")) missed") }
    return """
      From \(clock(at: .zero)) (\(scenario.schedule.value.zone.name)), \(span.text): \
      \(counts.joined(separator: ", "))
      """
  }

  private var rows: [String] {
    var rows: [String] = []
    var missed: [MissedTick] = []
    for (index, turn) in turns.enumerated() {
      switch turn {
      case .missed(let tick): missed.append(tick)
      case .run(let run):
        rows += row(of: missed)
        missed = []
        rows.append(row(of: run, before: turns[(index + 1)...]))
      }
    }
    return rows + row(of: missed)
  }

  private func row(of run: Run, before rest: ArraySlice<Turn>) -> String {
    let start = clock(at: run.start.planned) + (run.isDoubtful ? "?" : "")
    let end = "\(clock(at: run.end.planned, withDate: false)) \(run.ending.rawValue)"
    return Self.columns.line(["\(run.number)", start, end, restart(of: run), wait(of: run, rest)])
  }

  private func restart(of run: Run) -> String {
    guard let stop = run.stop else { return "stays up" }
    guard let restart = stop.restart else { return "no restart" }
    let bounds = [restart.planned, restart.latest].map { clock(at: $0, withDate: false) }
    return bounds[0] == bounds[1] ? bounds[0] : bounds.joined(separator: "…")
  }

  /// From when the machine is ready to the next tick that begins a run, by the plan.
  private func wait(of run: Run, _ rest: ArraySlice<Turn>) -> String {
    for case .run(let next) in rest.prefix(while: { !$0.isRetry }) {
      let ready = run.stop?.restart?.planned ?? run.end.planned
      let wait = next.start.planned.milliseconds - ready.milliseconds
      return TimeSpan(milliseconds: max(wait, 0)).rounded.text
    }
    return ""
  }

  private func row(of missed: [MissedTick]) -> [String] {
    guard let first = missed.first, let last = missed.last else { return [] }
    let down = missed.count { $0.reason == .down }
    let reason =
      switch down {
      case 0: "the last run is going"
      case missed.count: "the container is down"
      default: "the last run is going, or the container down"
      }
    let doubt = missed.contains(where: \.isDoubtful) ? "?" : ""
    let ticks =
      missed.count == 1
      ? "missed" : "\(missed.count) ticks missed, to \(clock(at: last.tick, withDate: false))"
    return [Self.columns.line(["", clock(at: first.tick) + doubt, "\(ticks): \(reason)"])]
  }

  private var notes: [String] {
    var notes: [String] = []
    let isDoubtful = turns.contains {
      switch $0 {
      case .run(let run): run.isDoubtful
      case .missed(let tick): tick.isDoubtful
      }
    }
    if isDoubtful { notes.append("?  The kubelet's delay decides whether the tick is missed.") }
    if isCut { notes.append("More happens than is told here: ask for a shorter time.") }
    return notes
  }
}

private func count(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

extension Turn {
  fileprivate var isRetry: Bool {
    if case .run(let run) = self { run.tick == nil } else { false }
  }
}

extension TimeSpan {
  fileprivate var roundedToSecond: TimeSpan { .seconds((milliseconds + 500) / 1_000) }
}

/// Columns of text, the first aligned to the right; the last takes what is left.
private struct Columns {
  let widths: [Int]

  func line(_ cells: [String]) -> String {
    let aligned = cells.enumerated().map { index, cell in
      if index == 0 { return cell.aligned(right: widths[0]) + "  " }
      return index < widths.count && index < cells.count - 1
        ? cell.aligned(left: widths[index]) : cell
    }
    return aligned.joined().trimmedAtEnd
  }
}
