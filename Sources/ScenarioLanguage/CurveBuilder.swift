import ScenarioSyntax

/// Puts a curve together, phase by phase.
package struct CurveBuilder {
  /// What percentages are of.
  let limit: ByteCount
  private(set) var segments: [Curve.Segment] = []

  init(limit: ByteCount) {
    self.limit = limit
  }

  /// The level reached so far; nil before the first phase.
  var level: ByteCount? { segments.last?.to }

  /// A straight line; a hold where both levels are one, a jump where it takes no time.
  mutating func line(from: ByteCount, to: ByteCount, over duration: TimeSpan, source: Span) {
    let start = segments.last?.end ?? .zero
    segments.append(
      .init(start: start, duration: duration, from: from, to: to, source: source))
  }
}

/// One phase of a ramp: it knows its shape, and leaves nothing behind but its part of the curve.
struct Phase: Sendable {
  /// False where it cannot be drawn, which is reported.
  let draw: @Sendable (inout CurveBuilder, inout Report) -> Bool
}
