/// A moment to the millisecond, in milliseconds since 1970-01-01T00:00:00Z.
package struct Moment: Hashable, Comparable, Sendable {
  package let milliseconds: Int

  package init(milliseconds: Int) {
    self.milliseconds = milliseconds
  }

  package init(_ instant: Instant, plus span: TimeSpan = .zero) {
    milliseconds = instant.seconds * 1_000 + span.milliseconds
  }

  package var instant: Instant { Instant(seconds: milliseconds.flooredQuotient(1_000)) }

  /// As RFC 3339 writes it, to the millisecond: `2026-03-29T03:30:00.250+02:00`.
  package func text(offset: Int = 0) -> String {
    let thousandths = milliseconds - milliseconds.flooredQuotient(1_000) * 1_000
    let text = instant.text(offset: offset)
    return "\(text.prefix(19)).\(String(thousandths + 1_000).dropFirst())\(text.dropFirst(19))"
  }

  package static func < (left: Moment, right: Moment) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension Moment {
  /// In seconds, to the millisecond: `1774747800.250`.
  package var seconds: String {
    let whole = abs(milliseconds) / 1_000
    let thousandths = String(abs(milliseconds) % 1_000 + 1_000).dropFirst()
    return "\(milliseconds < 0 ? "-" : "")\(whole).\(thousandths)"
  }
}
