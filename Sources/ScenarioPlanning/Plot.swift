import ScenarioLanguage

extension Plan {
  /// One run, drawn in text: bars under the curve, the limit as a line, the OOM kill.
  ///
  /// Fits into 80 columns. Each cell of a bar has eight parts, so that slopes look like slopes.
  package var chart: String {
    let curve = scenario.curve
    return Chart(
      end: curve.end, limit: scenario.memory.limit.value, peak: curve.peak.level, kills: kills
    ) { time in
      kills.contains { $0 < time } ? .zero : curve.level(at: time)
    }.text(times: times)
  }

  private var kills: [TimeSpan] {
    switch outcome {
    case .oomKill(let time): [time]
    case .survival: []
    }
  }

  /// The start, the kill, and the end where it leaves room.
  private var times: [(time: TimeSpan, text: String)] {
    let end = scenario.curve.end
    return [(.zero, TimeSpan.zero.text)]
      + kills.map { ($0, "killed after \($0.rounded.text)") } + [(end, end.rounded.text)]
  }
}

extension Timeline {
  /// All runs side by side; nil where there is one alone, or they are too many to be told apart.
  package var chart: String? {
    let runs = runs
    let shortest = runs.map { $0.end.planned.milliseconds - $0.start.planned.milliseconds }.min()
    let leastWidth = 3 * span.milliseconds / Chart.width
    guard runs.count > 1, let shortest, shortest >= leastWidth else { return nil }
    return Chart(
      end: span, limit: scenario.memory.limit.value, peak: scenario.curve.peak.level, kills: kills
    ) { time in
      level(at: time, in: runs)
    }.text(times: [(.zero, clock(at: .zero)), (span, clock(at: span))])
  }
}

/// Bars that show a level over time, in 76 columns.
private struct Chart {
  let end: TimeSpan
  let limit: ByteCount
  let peak: ByteCount
  let kills: [TimeSpan]
  let level: (TimeSpan) -> ByteCount

  static let width = 64
  private static let rows = 12
  private static let margin = 10
  private static let parts = Array(" ▁▂▃▄▅▆▇█")

  /// The chart, with what is to be said below its columns, where there is room.
  func text(times: [(time: TimeSpan, text: String)]) -> String {
    let bars = (0..<Self.width).map(height)
    let kills = Set(kills.map { column(of: $0) + 1 })
    let lines = (0..<Self.rows).reversed().map { row in
      let cells = bars.indices.map { column in
        row == limitRow && kills.contains(column) ? "✗" : cell(row: row, height: bars[column])
      }
      return label(ofRow: row) + " │" + String(cells)
    }
    let axis = String(repeating: " ", count: Self.margin) + "└"
    let below = [axis + String(repeating: "─", count: Self.width), line(of: times)]
    return (lines + below).map(\.trimmedAtEnd).joined(separator: "\n")
  }

  /// The level at the upper edge, so that the limit lies between two rows.
  private var top: Int {
    let highest = max(peak, limit).bytes
    return limit.bytes == highest ? highest / (Self.rows - 1) * Self.rows : highest
  }

  private var limitRow: Int { min(row(of: limit.bytes), Self.rows - 1) }

  private func row(of bytes: Int) -> Int { bytes * Self.rows / max(top, 1) }

  private func column(of time: TimeSpan) -> Int {
    guard end > .zero else { return 0 }
    return time.milliseconds * (Self.width - 1) / end.milliseconds
  }

  /// Of the bar of a column, in eighths of a row.
  private func height(ofColumn column: Int) -> Int {
    let time = TimeSpan(milliseconds: end.milliseconds * column / (Self.width - 1))
    return level(time).bytes * Self.rows * 8 / max(top, 1)
  }

  private func cell(row: Int, height: Int) -> Character {
    let filled = min(max(height - row * 8, 0), 8)
    if filled > 0 { return Self.parts[filled] }
    return row == limitRow ? "╌" : " "
  }

  private func label(ofRow row: Int) -> String {
    (row == limitRow ? limit.text : row == 0 ? "0" : "").aligned(right: Self.margin - 1)
  }

  /// Each text around its column: the first from it on, the last up to it.
  private func line(of times: [(time: TimeSpan, text: String)]) -> String {
    var line = String(repeating: " ", count: Self.margin + 1)
    for (time, text) in times {
      let middle = Self.margin + 1 + column(of: time) - text.count / 2
      let last = Self.margin + 1 + Self.width - text.count
      let start = min(time == .zero ? Self.margin + 1 : max(middle, Self.margin + 4), last)
      if start > line.count || line.allSatisfy({ $0 == " " }) {
        line = line.aligned(left: start) + text
      }
    }
    return line
  }
}

extension String {
  /// Filled up with blanks behind it, or before it.
  func aligned(left width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }

  func aligned(right width: Int) -> String {
    String(repeating: " ", count: max(width - count, 0)) + self
  }

  var trimmedAtEnd: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
