/// A moment, in whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX).
///
/// Always within the years 1 to 9999, which RFC 3339 can write: beyond them lies the nearest of
/// these moments, so no arithmetic can overflow.
package struct Instant: Hashable, Comparable, Sendable {
  package let seconds: Int

  package init(seconds: Int) {
    self.seconds = min(max(seconds, Self.range.lowerBound), Self.range.upperBound)
  }

  package static let range = -62_135_596_800...253_402_300_799

  package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  package static func + (instant: Instant, span: TimeSpan) -> Instant {
    Instant(seconds: instant.seconds + span.milliseconds / 1000)
  }

  /// What a clock shows that is `offset` seconds ahead of UTC.
  package func wallTime(offset: Int) -> WallTime { WallTime(seconds: seconds + offset) }
}
