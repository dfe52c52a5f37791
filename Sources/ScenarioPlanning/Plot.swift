import ScenarioLanguage

extension Plan {
  /// Memory against time, drawn in text: bars under the curve, the limit as a line, the OOM kill.
  ///
  /// Fits into 80 columns. Each cell of a bar has eight parts, so that slopes look like slopes.
  package var chart: String {
    Chart(plan: self).text
  }
}

private struct Chart {
  let plan: Plan

  private static let width = 64
  private static let rows = 12
  private static let parts = Array(" ▁▂▃▄▅▆▇█")

  private var curve: Curve { plan.scenario.curve }
  private var limit: ByteCount { plan.scenario.memory.limit.value }

  /// The level at the upper edge, so that the limit lies between two rows.
  private var top: Int {
    let highest = max(curve.peak.level, limit).bytes
    return limit.bytes == highest ? highest / (Self.rows - 1) * Self.rows : highest
  }

  private var limitRow: Int { min(row(of: limit.bytes), Self.rows - 1) }

  var text: String {
    let bars = (0..<Self.width).map(height)
    let lines = (0..<Self.rows).reversed().map { row in
      let cells = bars.indices.map { cell(row: row, column: $0, height: bars[$0]) }
      return label(ofRow: row) + " │" + String(cells)
    }
    return (lines + [axis, times]).map { $0.trimmedAtEnd }.joined(separator: "\n")
  }

  /// The instant that a column stands for.
  private func time(ofColumn column: Int) -> TimeSpan {
    TimeSpan(milliseconds: curve.end.milliseconds * column / (Self.width - 1))
  }

  private func column(of time: TimeSpan) -> Int {
    guard curve.end > .zero else { return 0 }
    return time.milliseconds * (Self.width - 1) / curve.end.milliseconds
  }

  private func row(of bytes: Int) -> Int { bytes * Self.rows / max(top, 1) }

  /// Of the bar of a column, in eighths of a row; nothing is left after the kill.
  private func height(ofColumn column: Int) -> Int {
    let time = time(ofColumn: column)
    if case .oomKill(let kill) = plan.outcome, time > kill { return 0 }
    return curve.level(at: time).bytes * Self.rows * 8 / max(top, 1)
  }

  private func cell(row: Int, column: Int, height: Int) -> Character {
    if case .oomKill(let kill) = plan.outcome, row == limitRow, column == self.column(of: kill) + 1
    {
      return "✗"
    }
    let filled = min(max(height - row * 8, 0), 8)
    if filled > 0 { return Self.parts[filled] }
    return row == limitRow ? "╌" : " "
  }

  private func label(ofRow row: Int) -> String {
    let text = row == limitRow ? limit.text : row == 0 ? "0" : ""
    return String(repeating: " ", count: max(9 - text.count, 0)) + text
  }

  private var axis: String {
    String(repeating: " ", count: 10) + "└" + String(repeating: "─", count: Self.width)
  }

  /// The start, the kill, and the end where it leaves room.
  private var times: String {
    let end = curve.end.rounded.text
    var line = String(repeating: " ", count: 11) + "0s"
    let endColumn = 11 + Self.width - end.count
    if case .oomKill(let kill) = plan.outcome {
      let text = "killed after \(kill.rounded.text)"
      let start = min(max(11 + column(of: kill) - text.count / 2, 14), 11 + Self.width - text.count)
      line = line.padded(to: start) + text
    }
    return line.count + 1 < endColumn ? line.padded(to: endColumn) + end : line
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }

  fileprivate var trimmedAtEnd: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
