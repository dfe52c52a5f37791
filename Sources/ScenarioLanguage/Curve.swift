package import ScenarioSyntax

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Memory over time, exact: the one thing that the planner and the backends know of a ramp.
///
/// A curve is a chain of segments, each beginning at the instant where the last one ended. Time is
/// counted from the start of the run. Where two segments meet at different levels the curve jumps,
/// and its value there is the later one.
package struct Curve: Sendable {
  /// One stretch of the curve, from a level to a level; a hold when they are equal.
  package struct Segment: Sendable {
    /// How the level gets from one to the other. Either way it never turns round.
    package enum Course: Sendable {
      /// At a constant rate.
      case linear
      /// By a constant factor in equal times; both levels are above zero.
      case exponential
    }

    package let start: TimeSpan
    package let duration: TimeSpan
    package let from: ByteCount
    package let to: ByteCount
    package let course: Course
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
    // The last segment that has begun; the first begins at zero.
    var (low, high) = (0, segments.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if segments[middle].start <= time { low = middle } else { high = middle }
    }
    return segments[low].level(at: time)
  }

  /// When the level is at least so high; apart from each other and ascending.
  package func stretches(atOrAbove level: ByteCount) -> [Range<TimeSpan>] {
    var stretches: [Range<TimeSpan>] = []
    for segment in segments {
      guard let stretch = segment.stretch(atOrAbove: level) else { continue }
      if let last = stretches.last, last.upperBound == stretch.lowerBound {
        stretches[stretches.count - 1] = last.lowerBound..<stretch.upperBound
      } else {
        stretches.append(stretch)
      }
    }
    return stretches.filter { !$0.isEmpty }
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
    switch course {
    case .linear:
      let height = abs(to.bytes - from.bytes)
      let change = scale(height, by: elapsed, over: duration.milliseconds)
      return ByteCount(bytes: to > from ? from.bytes + change : from.bytes - change)
    case .exponential:
      let fraction = Double(elapsed) / Double(duration.milliseconds)
      let level = Double(from.bytes) * pow(Double(to.bytes) / Double(from.bytes), fraction)
      return ByteCount(bytes: Int(level.rounded()))
    }
  }

  fileprivate func stretch(atOrAbove level: ByteCount) -> Range<TimeSpan>? {
    switch (from >= level, to >= level) {
    case (true, true): start..<end
    case (true, false): start..<time(reaching: level)
    case (false, true): time(reaching: level)..<end
    case (false, false): nil
    }
  }

  package func firstTime(exceeding level: ByteCount) -> TimeSpan? {
    if from > level { return start }
    return to > level ? time(reaching: level) : nil
  }

  /// When the segment has a level between those of its ends, to the nearest millisecond.
  ///
  /// - Precondition: the segment is no hold.
  package func time(reaching level: ByteCount) -> TimeSpan {
    switch course {
    case .linear:
      let (height, distance) = (abs(to.bytes - from.bytes), abs(level.bytes - from.bytes))
      let elapsed = scale(duration.milliseconds, by: distance, over: height)
      return start + TimeSpan(milliseconds: elapsed)
    case .exponential:
      let factor = log(Double(to.bytes) / Double(from.bytes))
      let elapsed = log(Double(level.bytes) / Double(from.bytes)) / factor
      let milliseconds = Int((elapsed * Double(duration.milliseconds)).rounded())
      return start + TimeSpan(milliseconds: min(max(milliseconds, 0), duration.milliseconds))
    }
  }
}

/// `value × numerator ÷ denominator`, to the nearest integer, without overflow on the way.
private func scale(_ value: Int, by numerator: Int, over denominator: Int) -> Int {
  precondition(denominator > 0 && numerator >= 0 && numerator <= denominator)
  let product = value.multipliedFullWidth(by: numerator)
  let (quotient, remainder) = denominator.dividingFullWidth(product)
  return remainder >= denominator - remainder ? quotient + 1 : quotient
}
