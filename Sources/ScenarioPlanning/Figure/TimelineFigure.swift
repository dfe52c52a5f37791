import ScenarioLanguage

extension Timeline {
  /// The level over the whole span, as a figure for a paper: SVG 1.1 with a style sheet for light
  /// and dark, and no fonts but the reader's own.
  package var svg: String { TimelineFigure(self).svg }
}

private struct TimelineFigure {
  private let timeline: Timeline
  private let runs: [Run]
  private let graph: Graph

  /// So many marks can still be told apart.
  private static let mostMarks = 120

  init(_ timeline: Timeline) {
    self.timeline = timeline
    runs = timeline.runs
    let scenario = timeline.scenario
    let top = max(scenario.curve.peak.level, scenario.memory.limit.value)
    graph = Graph(span: timeline.span, top: top, TimeAxis(of: timeline))
  }

  var svg: String {
    let scenario = timeline.scenario
    let name = "\(scenario.name.value): planned memory, \(timeline.span.text)"
    let title = "\(name) from \(timeline.clock(at: .zero)) (\(scenario.schedule.value.zone.name))"
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Frame.width) \(Frame.height)" \
      role="img" aria-labelledby="title description">
      <title id="title">\(escaped(title))</title>
      <desc id="description">\(escaped(scenario.about?.value ?? timeline.plan.summary))</desc>
      <style>\(styleSheet)</style>
      <rect class="paper" width="\(Frame.width)" height="\(Frame.height)"/>
      <text class="title" x="\(Frame.left)" y="20">\(escaped(title))</text>
      \((down + graph.axes + level + limit + marks + key).joined(separator: "\n"))
      </svg>

      """
  }

  private var frame: Frame { graph.frame }

  private var down: [String] {
    graph.down(
      runs.compactMap { run in
        guard let stop = run.stop, let restart = stop.restart, stop.backOff > .zero,
          stop.time.planned < timeline.span
        else { return nil }
        return (stop.time.planned, restart.planned)
      })
  }

  private var level: [String] {
    let lines = runs.map { outline(of: $0) }
    let area = lines.map { "M\($0.joined(separator: "L"))z" }.joined()
    let line = lines.map { "M\($0.joined(separator: "L"))" }.joined()
    return ["<path class=\"area\" d=\"\(area)\"/>", "<path class=\"level\" d=\"\(line)\"/>"]
  }

  /// Up from nothing, along the curve, and down again.
  private func outline(of run: Run) -> [String] {
    let curve = timeline.scenario.curve
    let start = run.start.planned
    let end = min(run.end.planned, timeline.span)
    let length = TimeSpan(milliseconds: max(end.milliseconds - start.milliseconds, 0))
    let points = curve.corners(until: length).map { corner in
      "\(frame.x(start + corner.time)) \(frame.y(corner.level))"
    }
    return ["\(frame.x(start)) \(Frame.bottom)"] + points + ["\(frame.x(end)) \(Frame.bottom)"]
  }

  private var limit: [String] { graph.limit(timeline.scenario.memory.limit.value) }

  private var marks: [String] {
    guard runs.count <= Self.mostMarks else { return [] }
    let limit = frame.y(timeline.scenario.memory.limit.value)
    return timeline.kills.map { Graph.Mark.kill.svg(x: frame.x($0), y: limit) }
      + timeline.restarts.map { Graph.Mark.restart.svg(x: frame.x($0), y: "\(Frame.bottom)") }
  }

  /// What of it there is.
  private var key: [String] {
    let (kills, restarts) = (timeline.kills.count, timeline.restarts.count)
    var key = Graph.KeyEntry.line("level").svg(at: 0, "level of the ramp")
    if kills > 0 { key += Graph.KeyEntry.mark(.kill).svg(at: 164, "OOM kill (\(kills))") }
    if restarts > 0 {
      key += Graph.KeyEntry.mark(.restart).svg(at: 284, "restart (\(restarts))")
    }
    if !down.isEmpty { key += Graph.KeyEntry.down.svg(at: 392, "down: kubelet's back-off") }
    return key
  }

  private let styleSheet = """

    \(Graph.style(in: "svg"))
    .paper { fill: var(--paper); }
    .title { font-size: 13px; font-weight: 600; }
    .area { fill: var(--level); fill-opacity: 0.18; }

    """
}
