import ScenarioLanguage

/// Memory over time as SVG: the plan, the measurement over it, the limit, kills, and the times
/// without a container. Its style is that of the page that it stands in.
struct RunPicture {
  private let report: RunReport
  private let graph: Graph

  init(of report: RunReport) {
    self.report = report
    let scenario = report.plan.scenario
    let measured = ByteCount(bytes: max(report.record.samples.map(\.level).max() ?? 0, 0))
    // At a whole second the last label stands below the end.
    let span = TimeSpan(seconds: max(report.record.length, 1).rounded(.up))
    graph = Graph(
      span: span, top: max(measured, scenario.memory.limit.value),
      TimeAxis(span: span, title: "time since the beginning"))
  }

  var svg: String {
    """
    <svg viewBox="0 0 \(Frame.width) \(Frame.height)" role="img" \
    aria-label="Memory over time, planned and measured">
    \((down + graph.axes + plans + measurement + limit + kills + key).joined(separator: "\n"))
    </svg>
    """
  }

  static let style = """
    .plan { fill: none; stroke: var(--ink); stroke-width: 4; stroke-opacity: 0.3; }
    .planned-kill { fill: none; stroke: var(--kill); stroke-width: 1.5; }
    """
}

extension RunPicture {
  private var frame: Frame { graph.frame }
  private var limitLevel: ByteCount { report.plan.scenario.memory.limit.value }
  private var limit: [String] { graph.limit(limitLevel) }

  private var down: [String] {
    let events = report.record.events
    let ends = events.filter { $0.kind == .containerEnd }.map(\.seconds)
    let starts = events.filter { $0.kind == .containerStart }.map(\.seconds)
    return graph.down(
      ([0] + ends).map { end in
        let start = starts.first { $0 > end } ?? report.record.length
        return (TimeSpan(seconds: end), TimeSpan(seconds: start))
      })
  }

  /// The plan of each run, from when it really started, up to the limit.
  private var plans: [String] {
    report.comparison.runs.map { run in
      let start = TimeSpan(seconds: run.start)
      let left = TimeSpan(
        milliseconds: max(frame.span.milliseconds - start.milliseconds, 0))
      let corners = report.plan.scenario.curve.corners(until: min(report.plan.end, left))
      return line(
        "plan",
        corners.map { (frame.x(start + $0.time), frame.y(min($0.level, limitLevel))) })
    }
  }

  /// Of the samples in one unit of the picture the lowest and the highest, so that no peak is lost.
  private var measurement: [String] {
    let columns = report.record.samples.reduce(into: [(x: Int, levels: ClosedRange<Int>)]()) {
      columns, sample in
      let x = frame.column(TimeSpan(seconds: sample.seconds))
      let level = max(sample.level, 0)
      if let last = columns.last, last.x == x {
        let levels = min(last.levels.lowerBound, level)...max(last.levels.upperBound, level)
        columns[columns.count - 1].levels = levels
      } else {
        columns.append((x, level...level))
      }
    }
    let points = columns.flatMap { x, levels in
      [levels.lowerBound, levels.upperBound].prefix(levels.count == 1 ? 1 : 2).map {
        ("\(x)", frame.y(ByteCount(bytes: $0)))
      }
    }
    return points.isEmpty ? [] : [line("level", points)]
  }

  /// A circle where the plan kills, a cross where the kernel did.
  private var kills: [String] {
    let top = frame.y(limitLevel)
    return report.comparison.runs.flatMap { run in
      var marks: [String] = []
      if case .oomKill(let planned) = report.plan.outcome {
        let time = TimeSpan(seconds: run.start + planned.seconds)
        if time <= frame.span { marks.append(Graph.Mark.plannedKill.svg(x: frame.x(time), y: top)) }
      }
      if case .killed(let after) = run.ending {
        let x = frame.x(TimeSpan(seconds: run.start + after))
        marks.append(Graph.Mark.kill.svg(x: x, y: top))
      }
      return marks
    }
  }

  private var key: [String] {
    let entries: [(Graph.KeyEntry, String)] = [
      (.line("plan"), "planned"), (.line("level"), "measured"),
      (.mark(.plannedKill), "planned kill"), (.mark(.kill), "OOM kill"), (.down, "no container"),
    ]
    return entries.enumerated().flatMap { $1.0.svg(at: 128 * $0, $1.1) }
  }

  private func line(_ style: String, _ points: [(x: String, y: String)]) -> String {
    let path = points.map { "\($0.x) \($0.y)" }.joined(separator: "L")
    return "<path class=\"\(style)\" d=\"M\(path)\"/>"
  }
}
