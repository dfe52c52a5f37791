package import ScenarioLanguage

/// By how much the steps differ from the declared curve, in bytes, over a run until its end.
///
/// Exact but for the rounding of floating point: between two changes of either, the difference is
/// that of one closed form and a constant, which is monotone. So the largest difference lies at an
/// end of such a piece, and the integral of its absolute value is the antiderivative at the ends,
/// taken apart where the difference changes its sign.
package struct Deviation: Sendable {
  /// The mean over time of the absolute difference.
  package let mean: Double
  package let largest: Double

  package init(of staircase: Staircase, from curve: Curve, until end: TimeSpan) {
    var (area, largest) = (0.0, 0.0)
    var rest = curve.segments[...]
    for (index, step) in staircase.steps.enumerated() where step.time < end {
      let isLast = index + 1 == staircase.steps.count
      let stepEnd = isLast ? end : min(staircase.steps[index + 1].time, end)
      rest = rest.drop { $0.end <= step.time }
      for segment in rest.prefix(while: { $0.start < stepEnd }) where segment.duration > .zero {
        let form = ClosedForm(of: segment)
        let from = Double(max(segment.start, step.time).milliseconds)
        let to = Double(min(segment.end, stepEnd).milliseconds)
        let level = Double(step.level.bytes)
        area += form.areaBetween(level, from: from, to: to)
        largest = max(largest, abs(form.value(at: from) - level), abs(form.value(at: to) - level))
      }
    }
    mean = end > .zero ? area / Double(end.milliseconds) : 0
    self.largest = largest
  }
}
