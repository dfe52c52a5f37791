package import ScenarioSyntax

/// Memory over time, exact: the one thing that the planner and the backends know of a ramp.
///
/// A curve is a chain of segments, each beginning at the instant where the last one ended. Time is
/// counted from the start of the run. Where two segments meet at different levels the curve jumps,
/// and its value there is the later one.
package struct Curve: Sendable {
  /// One stretch of the curve, from a level to a level at a constant rate; a hold when they are
  /// equal, a jump when it takes no time.
  package struct Segment: Sendable {
    package let start: TimeSpan
    package let duration: TimeSpan
    package let from: ByteCount
    package let to: ByteCount
    /// What in the source says the level that the segment ends at.
    package let source: Span

    package var end: TimeSpan { start + duration }
    package var isHold: Bool { from == to }
  }

  /// Never empty.
  package let segments: [Segment]

  package init(segments: [Segment]) {
    precondition(!segments.isEmpty)
    self.segments = segments
  }

  /// The length of the run.
  package var end: TimeSpan { segments.last?.end ?? .zero }

  /// The highest level reached, and the segment that first reaches it.
  package var peak: (level: ByteCount, segment: Segment) {
    var highest = segments[0]
    for segment in segments where max(segment.from, segment.to) > max(highest.from, highest.to) {
      highest = segment
    }
    return (max(highest.from, highest.to), highest)
  }

  /// The level at an instant; before the start that of the start, after the end that of the end.
  package func level(at time: TimeSpan) -> ByteCount {
    let segment = segments.last { $0.start <= time } ?? segments[0]
    return segment.level(at: time)
  }

  /// The first instant at which the level is about to exceed `level`, to the nearest millisecond.
  package func firstTime(exceeding level: ByteCount) -> TimeSpan? {
    for segment in segments {
      if let time = segment.firstTime(exceeding: level) { return time }
    }
    return nil
  }
}

extension Curve.Segment {
  package func level(at time: TimeSpan) -> ByteCount {
    guard time < end else { return to }
    let elapsed = max(time.milliseconds - start.milliseconds, 0)
    let height = abs(to.bytes - from.bytes)
    let change = scale(height, by: elapsed, over: duration.milliseconds)
    return ByteCount(bytes: to > from ? from.bytes + change : from.bytes - change)
  }

  package func firstTime(exceeding level: ByteCount) -> TimeSpan? {
    if from > level { return start }
    guard to > level else { return nil }
    return start + timeToCover(level.bytes - from.bytes)
  }

  /// How long the segment takes to change by `distance` bytes from where it began.
  package func timeToCover(_ distance: Int) -> TimeSpan {
    let height = abs(to.bytes - from.bytes)
    return TimeSpan(milliseconds: scale(duration.milliseconds, by: distance, over: height))
  }
}

/// `value × numerator ÷ denominator`, to the nearest integer, without overflow on the way.
private func scale(_ value: Int, by numerator: Int, over denominator: Int) -> Int {
  precondition(denominator > 0 && numerator >= 0 && numerator <= denominator)
  let product = value.multipliedFullWidth(by: numerator)
  let (quotient, remainder) = denominator.dividingFullWidth(product)
  return remainder >= denominator - remainder ? quotient + 1 : quotient
}
