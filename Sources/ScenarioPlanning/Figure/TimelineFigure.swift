import ScenarioLanguage

extension Timeline {
  /// The level over the whole span, as a figure for a paper: SVG 1.1 with a style sheet for light
  /// and dark, and no fonts but the reader's own.
  ///
  /// The colours are of Okabe and Ito's set ("Color Universal Design"), and no meaning is told by
  /// colour alone: kills are crosses, restarts triangles, the limit is dashed.
  package var svg: String { TimelineFigure(self).svg }
}

private struct TimelineFigure {
  private let timeline: Timeline
  private let runs: [Run]
  private let frame: Frame
  private let hours: TimeAxis
  private let levels: LevelAxis

  /// So many marks can still be told apart.
  private static let mostMarks = 120

  init(_ timeline: Timeline) {
    self.timeline = timeline
    runs = timeline.runs
    let scenario = timeline.scenario
    let top = max(scenario.curve.peak.level, scenario.memory.limit.value)
    hours = TimeAxis(of: timeline)
    levels = LevelAxis(top: ByteCount(bytes: max(top.bytes / 20 * 21, 1)))
    frame = Frame(span: timeline.span, top: levels.top)
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
      \((down + axes + level + limit + marks + legend).joined(separator: "\n"))
      </svg>

      """
  }

  private var axes: [String] {
    let (left, bottom) = (Frame.left, Frame.bottom)
    let lines = levels.ticks.flatMap { tick in
      let (y, name) = (frame.y(tick), tick == .zero ? "0" : tick.text)
      return [
        "<path class=\"grid\" d=\"M\(left) \(y)H\(Frame.right)\"/>",
        "<text class=\"end\" x=\"\(left - 6)\" y=\"\(y)\" dy=\"4\">\(name)</text>",
      ]
    }
    let columns = hours.ticks.flatMap { tick in
      let x = frame.x(tick.time)
      return [
        "<path class=\"axis\" d=\"M\(x) \(bottom)v4\"/>",
        "<text class=\"middle\" x=\"\(x)\" y=\"\(bottom + 17)\">\(escaped(tick.text))</text>",
      ]
    }
    let middle = (Frame.left + Frame.right) / 2
    let height = (Frame.top + Frame.bottom) / 2
    return lines + columns + [
      "<path class=\"axis\" d=\"M\(left) \(Frame.top)V\(bottom)H\(Frame.right)\"/>",
      "<text class=\"middle\" x=\"\(middle)\" y=\"\(bottom + 36)\">\(escaped(hours.title))</text>",
      """
      <text class="middle" transform="translate(14 \(height)) rotate(-90)">memory \
      (Mi = 2²⁰ bytes)</text>
      """,
    ]
  }

  /// Behind all else, when the container is down.
  private var down: [String] {
    let path = runs.compactMap { run -> String? in
      guard let stop = run.stop, let restart = stop.restart, stop.backOff > .zero,
        stop.time.planned < timeline.span
      else { return nil }
      let (from, to) = (frame.x(stop.time.planned), frame.x(min(restart.planned, timeline.span)))
      return "M\(from) \(Frame.top)H\(to)V\(Frame.bottom)H\(from)z"
    }
    return path.isEmpty ? [] : ["<path class=\"down\" d=\"\(path.joined())\"/>"]
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

  private var limit: [String] {
    let limit = timeline.scenario.memory.limit.value
    let y = frame.y(limit)
    return [
      "<path class=\"limit\" d=\"M\(Frame.left) \(y)H\(Frame.right)\"/>",
      """
      <text class="end limit-name" x="\(Frame.right)" y="\(y)" dy="-10">limit \
      \(escaped(limit.text))</text>
      """,
    ]
  }

  private var marks: [String] {
    guard runs.count <= Self.mostMarks else { return [] }
    let limit = frame.y(timeline.scenario.memory.limit.value)
    return timeline.kills.map { cross(x: frame.x($0), y: limit) }
      + timeline.restarts.map { triangle(x: frame.x($0), y: "\(Frame.bottom)") }
  }

  /// What of it there is.
  private var legend: [String] {
    let (left, y) = (Frame.left, Frame.height - 10)
    var legend = [
      "<path class=\"level\" d=\"M\(left) \(y - 4)h18\"/>",
      "<text x=\"\(left + 24)\" y=\"\(y)\">level of the ramp</text>",
    ]
    if !timeline.kills.isEmpty {
      legend += [
        cross(x: "\(left + 164)", y: "\(y - 4)"),
        "<text x=\"\(left + 174)\" y=\"\(y)\">OOM kill (\(timeline.kills.count))</text>",
      ]
    }
    if !timeline.restarts.isEmpty {
      legend += [
        triangle(x: "\(left + 284)", y: "\(y)"),
        "<text x=\"\(left + 294)\" y=\"\(y)\">restart (\(timeline.restarts.count))</text>",
      ]
    }
    if !down.isEmpty {
      legend += [
        "<path class=\"down\" d=\"M\(left + 392) \(y - 10)h14v11h-14z\"/>",
        "<text x=\"\(left + 412)\" y=\"\(y)\">down: kubelet's back-off</text>",
      ]
    }
    return legend
  }

  private func cross(x: String, y: String) -> String {
    "<path class=\"kill\" transform=\"translate(\(x) \(y))\" d=\"M-4-4L4 4M4-4L-4 4\"/>"
  }

  private func triangle(x: String, y: String) -> String {
    "<path class=\"restart\" transform=\"translate(\(x) \(y))\" d=\"M-4 0L0-8L4 0z\"/>"
  }

  private let styleSheet = """

    svg { --paper: #ffffff; --ink: #1a1a1a; --faint: #d9d9d9; --level: #0072b2; --kill: #d55e00;
      --restart: #007a5a; font: 12px system-ui, sans-serif; }
    @media (prefers-color-scheme: dark) {
      svg { --paper: #14171a; --ink: #e6e6e6; --faint: #3a4048; --level: #56b4e9; --kill: #f08a3c;
        --restart: #2fc79a; }
    }
    .paper { fill: var(--paper); }
    text { fill: var(--ink); }
    .title { font-size: 13px; font-weight: 600; }
    .middle { text-anchor: middle; }
    .end { text-anchor: end; }
    .axis { fill: none; stroke: var(--ink); }
    .grid { stroke: var(--faint); stroke-width: 0.5; }
    .down { fill: var(--ink); fill-opacity: 0.12; }
    .area { fill: var(--level); fill-opacity: 0.18; }
    .level { fill: none; stroke: var(--level); stroke-width: 1.5; stroke-linejoin: round; }
    .limit { stroke: var(--kill); stroke-width: 1.5; stroke-dasharray: 6 4; }
    .limit-name { font-weight: 600; paint-order: stroke; stroke: var(--paper);
      stroke-width: 3; }
    .kill { fill: none; stroke: var(--kill); stroke-width: 2.2; }
    .restart { fill: var(--restart); stroke: var(--paper); stroke-width: 0.7; }

    """
}

/// Text, or the value of an attribute, as XML has it.
private func escaped(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "") { escaped, scalar in
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    default:
      // XML 1.0 has no place for other control characters (production 2, Char).
      let isCharacter = scalar.value >= 0x20 || scalar == "\t" || scalar == "\n"
      escaped.unicodeScalars.append(
        isCharacter && ![0xFFFE, 0xFFFF].contains(scalar.value) ? scalar : "\u{FFFD}")
    }
  }
}
