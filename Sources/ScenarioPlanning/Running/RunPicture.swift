import ScenarioLanguage

/// Memory over time as SVG: the plan, the measurement over it, the limit, kills, and the times
/// without a container. Colours are those of the page that it stands in, by classes.
struct RunPicture {
  private let report: RunReport
  private let time: Axis
  private let memory: Axis
  private let unit: TimeUnit

  private static let (width, height) = (960.0, 420.0)
  private static let (left, right, top, bottom) = (72.0, 944.0, 44.0, 368.0)

  /// In which a time axis is labelled: the longest of which there are three.
  private struct TimeUnit {
    let name: String
    let seconds: Double

    init(for length: Double) {
      let units = [("hours", 3600.0), ("minutes", 60.0), ("seconds", 1.0)]
      (name, seconds) = units.first { length >= 3 * $0.1 } ?? ("seconds", 1)
    }
  }

  init(of report: RunReport) {
    self.report = report
    let measured = report.record.samples.map(\.level).max() ?? 0
    let limit = report.plan.scenario.memory.limit.value.bytes
    let planned = min(report.plan.scenario.curve.peak.level.bytes, limit)
    let length = max(report.record.length, 1)
    unit = TimeUnit(for: length)
    time = Axis(
      to: length * 1.02 / unit.seconds, pixels: (Self.left, Self.right), steps: Axis.decimalSteps,
      most: 12)
    memory = Axis(
      to: Double(max(measured, planned, limit)) * 1.08 / 1_048_576,
      pixels: (Self.bottom, Self.top), steps: Axis.binarySteps, most: 7)
  }

  var svg: String {
    """
    <svg viewBox="0 0 \(Self.width.plain) \(Self.height.plain)" role="img" \
    aria-label="Memory over time, planned and measured">
    \(grid)\(pauses)\(limitLine)\(plans)\(measurement)\(kills)\(legend)</svg>
    """
  }
}

extension RunPicture {
  private var grid: String {
    let rows = memory.ticks.map { tick in
      let y = memory.position(of: tick)
      return line("grid", (Self.left, y), (Self.right, y))
        + text(tick.plain, at: (Self.left - 8, y + 4), "end")
    }
    let columns = time.ticks.map { tick in
      let x = time.position(of: tick)
      return line("grid", (x, Self.bottom), (x, Self.bottom + 5))
        + text(decimal(tick, places: tick == tick.rounded() ? 0 : 1), at: (x, Self.bottom + 20))
    }
    let axis = line("axis", (Self.left, Self.bottom), (Self.right, Self.bottom))
    let titles =
      text("MiB", at: (Self.left - 8, Self.top - 10), "end")
      + text("\(unit.name) since the beginning", at: ((Self.left + Self.right) / 2, 408))
    return rows.joined() + columns.joined() + axis + titles
  }

  /// The stretches in which there is no container.
  private var pauses: String {
    let events = report.record.events
    let ends = events.filter { $0.kind == .containerEnd }.map(\.seconds)
    let starts = events.filter { $0.kind == .containerStart }.map(\.seconds)
    return ([0] + ends).map { end in
      let start = starts.first { $0 > end } ?? report.record.length
      let (from, to) = (x(end), x(start))
      return """
        <rect class="pause" x="\(from.plain)" y="\(Self.top.plain)" \
        width="\((to - from).plain)" height="\((Self.bottom - Self.top).plain)"/>

        """
    }.joined()
  }

  private var limitLine: String {
    let limit = report.plan.scenario.memory.limit.value
    let y = y(limit.bytes)
    return line("ceiling", (Self.left, y), (Self.right, y))
      + text("limit \(limit.text)", at: (Self.left + 6, y - 6), "start", "ceiling-label")
  }

  /// The plan of each run, from when it really started.
  private var plans: String {
    report.comparison.runs.map { run in
      let (start, end) = (x(run.start), x(run.start + report.plan.end.seconds))
      let pixels = Int((min(end, Self.right) - start).rounded(.up))
      let curve = (0...max(pixels, 1)).map { pixel in
        let x = min(start + Double(pixel), end)
        let time = (x - start) / (time.position(of: 1) - time.position(of: 0)) * unit.seconds
        let level = report.plan.scenario.curve.level(at: TimeSpan(seconds: time))
        return (x, y(min(level.bytes, report.plan.scenario.memory.limit.value.bytes)))
      }
      return polyline("plan", curve)
    }.joined()
  }

  /// Of the samples in one pixel the lowest and the highest, so that no peak is lost.
  private var measurement: String {
    var points: [(Double, Double)] = []
    var column: (x: Int, levels: ClosedRange<Int>)?
    for sample in report.record.samples {
      let x = Int(x(sample.seconds))
      if let (last, levels) = column, last == x {
        column = (x, min(levels.lowerBound, sample.level)...max(levels.upperBound, sample.level))
      } else {
        points += pixelPoints(column)
        column = (x, sample.level...sample.level)
      }
    }
    return polyline("measured", points + pixelPoints(column))
  }

  private func pixelPoints(_ column: (x: Int, levels: ClosedRange<Int>)?) -> [(Double, Double)] {
    guard let (x, levels) = column else { return [] }
    let isOne = levels.lowerBound == levels.upperBound
    return (isOne ? [levels.upperBound] : [levels.lowerBound, levels.upperBound]).map {
      (Double(x), y($0))
    }
  }

  /// A circle where the plan kills, a cross where the kernel did.
  private var kills: String {
    let top = y(report.plan.scenario.memory.limit.value.bytes)
    return report.comparison.runs.map { run in
      var marks = ""
      if case .oomKill(let planned) = report.plan.outcome,
        run.start + planned.seconds <= report.record.length
      {
        marks += circle((x(run.start + planned.seconds), top))
      }
      if case .killed(let after) = run.ending { marks += cross((x(run.start + after), top)) }
      return marks
    }.joined()
  }

  private var legend: String {
    let entries: [(String, String)] = [
      ("planned", line("plan", (0, 0), (28, 0))), ("measured", line("measured", (0, 0), (28, 0))),
      ("planned kill", circle((14, 0))), ("kill", cross((14, 0))),
      ("no container", "<rect class=\"pause\" x=\"0\" y=\"-7\" width=\"28\" height=\"14\"/>"),
    ]
    return entries.enumerated().map { index, entry in
      let place = "\((Self.left + 130 * Double(index)).plain) 18"
      let name = text(entry.0, at: (36, 4), "start")
      return "<g transform=\"translate(\(place))\">\(entry.1)\(name)</g>\n"
    }.joined()
  }
}

extension RunPicture {
  private func x(_ seconds: Double) -> Double {
    min(max(time.position(of: seconds / unit.seconds), Self.left), Self.right)
  }

  private func y(_ bytes: Int) -> Double { memory.position(of: Double(bytes) / 1_048_576) }

  private func line(
    _ style: String, _ from: (Double, Double), _ to: (Double, Double)
  ) -> String {
    "<line class=\"\(style)\" x1=\"\(from.0.plain)\" y1=\"\(from.1.plain)\" "
      + "x2=\"\(to.0.plain)\" y2=\"\(to.1.plain)\"/>\n"
  }

  private func polyline(_ style: String, _ points: [(Double, Double)]) -> String {
    let list = points.map { "\($0.plain),\($1.plain)" }.joined(separator: " ")
    return "<polyline class=\"\(style)\" points=\"\(list)\"/>\n"
  }

  private func circle(_ center: (Double, Double)) -> String {
    "<circle class=\"planned-kill\" cx=\"\(center.0.plain)\" cy=\"\(center.1.plain)\" r=\"6\"/>\n"
  }

  private func cross(_ center: (Double, Double)) -> String {
    "<path class=\"kill\" d=\"M\(center.0.plain) \(center.1.plain)m-5 -5l10 10m0 -10l-10 10\"/>\n"
  }

  private func text(
    _ text: String, at place: (Double, Double), _ anchor: String = "middle", _ style: String = ""
  ) -> String {
    "<text class=\"\(style)\" x=\"\(place.0.plain)\" y=\"\(place.1.plain)\" "
      + "text-anchor=\"\(anchor)\">\(text)</text>\n"
  }
}

extension Double {
  /// To the tenth of a unit, and without a needless `.0`.
  fileprivate var plain: String {
    let text = decimal(self, places: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
