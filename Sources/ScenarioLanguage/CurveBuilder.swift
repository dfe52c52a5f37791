import ScenarioSyntax

/// Puts a curve together, phase by phase.
struct CurveBuilder {
  /// What percentages are of.
  let limit: ByteCount
  private(set) var segments: [Curve.Segment] = []

  init(limit: ByteCount) {
    self.limit = limit
  }

  /// What a curve may have: beyond that, the script would not fit into a ConfigMap.
  static let mostSegments = 2_000

  /// Why a phase cannot be drawn.
  enum Obstacle {
    /// There would be more than ``mostSegments``.
    case tooManySegments
    /// The curve would go on for more than ``TimeSpan/longest``.
    case tooLong
  }

  /// The level reached so far; nil before the first phase.
  var level: ByteCount? { segments.last?.to }

  /// Goes to a level; with equal levels, stays there.
  mutating func move(
    from: ByteCount, to: ByteCount, over duration: TimeSpan,
    course: Curve.Segment.Course = .linear, source: Span
  ) -> Obstacle? {
    let start = segments.last?.end ?? .zero
    guard segments.count < Self.mostSegments else { return .tooManySegments }
    guard start + duration <= .longest else { return .tooLong }
    segments.append(
      .init(start: start, duration: duration, from: from, to: to, course: course, source: source))
    return nil
  }

  /// Is at a level at once.
  mutating func jump(to level: ByteCount, source: Span) -> Obstacle? {
    move(from: level, to: level, over: .zero, source: source)
  }
}

/// One phase of a ramp: it knows its shape, and leaves nothing behind but its part of the curve.
struct Phase: Sendable {
  /// What cannot be drawn is reported; nothing after it is drawn.
  let draw: @Sendable (inout CurveBuilder) -> Diagnostic?
}
