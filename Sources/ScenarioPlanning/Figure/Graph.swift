import ScenarioLanguage

/// What all pictures of memory over time share, as SVG: axes, the limit, marks and their key.
///
/// The colours are of Okabe and Ito's set ("Color Universal Design"), and no meaning is told by
/// colour alone: kills are crosses, restarts triangles, the limit is dashed.
struct Graph {
  let frame: Frame
  private let hours: TimeAxis
  private let levels: LevelAxis

  /// `top`: the highest level that is to be seen.
  init(span: TimeSpan, top: ByteCount, _ hours: TimeAxis) {
    self.hours = hours
    levels = LevelAxis(top: ByteCount(bytes: max(top.bytes / 20 * 21, 1)))
    frame = Frame(span: span, top: levels.top)
  }

  var axes: [String] {
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

  func limit(_ limit: ByteCount) -> [String] {
    let y = frame.y(limit)
    return [
      "<path class=\"limit\" d=\"M\(Frame.left) \(y)H\(Frame.right)\"/>",
      """
      <text class="end limit-name" x="\(Frame.right)" y="\(y)" dy="-10">limit \
      \(escaped(limit.text))</text>
      """,
    ]
  }

  /// The stretches of time in which there is no container; to be drawn behind all else.
  func down(_ stretches: [(start: TimeSpan, end: TimeSpan)]) -> [String] {
    let path = stretches.map { start, end in
      let (from, to) = (frame.x(start), frame.x(min(end, frame.span)))
      return "M\(from) \(Frame.top)H\(to)V\(Frame.bottom)H\(from)z"
    }
    return path.isEmpty ? [] : ["<path class=\"down\" d=\"\(path.joined())\"/>"]
  }
}

// MARK: - Marks

extension Graph {
  /// By its name in the style.
  enum Mark: String {
    case kill, restart
    case plannedKill = "planned-kill"

    func svg(x: String, y: String) -> String {
      let path =
        switch self {
        case .kill: "M-4-4L4 4M4-4L-4 4"
        case .plannedKill: "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"
        case .restart: "M-4 0L0-8L4 0z"
        }
      return "<path class=\"\(rawValue)\" transform=\"translate(\(x) \(y))\" d=\"\(path)\"/>"
    }
  }

  /// One entry of the key, below the axes, so far to the right.
  enum KeyEntry {
    case line(String)
    case mark(Mark)
    case down

    func svg(at offset: Int, _ name: String) -> [String] {
      let (x, y) = (Frame.left + offset, Frame.height - 10)
      let (sign, width) =
        switch self {
        case .line(let style): ("<path class=\"\(style)\" d=\"M\(x) \(y - 4)h18\"/>", 24)
        case .mark(.restart): (Mark.restart.svg(x: "\(x)", y: "\(y)"), 10)
        case .mark(let mark): (mark.svg(x: "\(x)", y: "\(y - 4)"), 10)
        case .down: ("<path class=\"down\" d=\"M\(x) \(y - 10)h14v11h-14z\"/>", 20)
        }
      return [sign, "<text x=\"\(x + width)\" y=\"\(y)\">\(escaped(name))</text>"]
    }
  }
}

// MARK: - Style

extension Graph {
  /// `place`: the CSS selector of what shall know the colours.
  static func style(in place: String) -> String {
    """
    \(place) { --paper: #ffffff; --ink: #1a1a1a; --faint: #d9d9d9; --level: #0072b2;
      --kill: #d55e00; --restart: #007a5a; }
    @media (prefers-color-scheme: dark) {
      \(place) { --paper: #14171a; --ink: #e6e6e6; --faint: #3a4048; --level: #56b4e9;
        --kill: #f08a3c; --restart: #2fc79a; }
    }
    svg { font: 12px system-ui, sans-serif; }
    text { fill: var(--ink); }
    .middle { text-anchor: middle; }
    .end { text-anchor: end; }
    .axis { fill: none; stroke: var(--ink); }
    .grid { stroke: var(--faint); stroke-width: 0.5; }
    .down { fill: var(--ink); fill-opacity: 0.12; }
    .level { fill: none; stroke: var(--level); stroke-width: 1.5; stroke-linejoin: round; }
    .limit { stroke: var(--kill); stroke-width: 1.5; stroke-dasharray: 6 4; }
    .limit-name { font-weight: 600; paint-order: stroke; stroke: var(--paper);
      stroke-width: 3; }
    .kill { fill: none; stroke: var(--kill); stroke-width: 2.2; }
    .restart { fill: var(--restart); stroke: var(--paper); stroke-width: 0.7; }
    """
  }
}

/// A text of XML, of HTML, or the value of an attribute, in which no character means anything else.
func escaped(_ text: String) -> String {
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
