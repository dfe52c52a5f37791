extension CronExpression {
  /// The moments at which the expression fires in a zone, strictly after one, ascending. Lazy, and
  /// without an end, but empty for a day that never comes (30 February).
  package func occurrences(
    after instant: Instant, in zone: Zone, by reader: CronReader = .kubernetes
  ) -> Occurrences {
    Occurrences(cron: self, zone: zone, reader: reader, last: instant)
  }
}

package struct Occurrences: Sequence, IteratorProtocol {
  fileprivate let cron: CronExpression
  fileprivate let zone: Zone
  fileprivate let reader: CronReader
  fileprivate var last: Instant

  /// Leap days are at most 8 years apart (1896 and 1904, 2096 and 2104), and one of them may fall
  /// into a gap: what does not fire within twice that time never does.
  private static let horizon = TimeSpan(milliseconds: 2 * 8 * 366 * 86_400_000)

  package mutating func next() -> Instant? {
    let found =
      switch reader {
      case .busybox: nextShown()
      case .kubernetes: cron.nextByRobfig(after: last, in: zone)
      case .supercronic: nextReckoned()
      }
    if let found { last = found }
    return found
  }

  /// The next moment at which the clock shows a time of the expression. Between two changes of the
  /// zone the clock runs evenly: so each such stretch is searched by itself.
  private func nextShown() -> Instant? {
    let end = last + Self.horizon
    var start = last
    var first = WallTime(seconds: zone.wallTime(at: last).seconds + 1)
    while start < end {
      let change = zone.change(after: start)
      let offset = zone.offset(at: start)
      let stretchEnd = Swift.min(end, change?.instant ?? end)
      let limit = stretchEnd.wallTime(offset: offset)
      if let wall = cron.wallTime(from: first, before: limit) {
        return Instant(seconds: wall.seconds - offset)
      }
      start = stretchEnd
      first = zone.wallTime(at: start)
    }
    return nil
  }

  /// The next time on the wall, wherever Go finds it, that is not in the past.
  private func nextReckoned() -> Instant? {
    var wall = zone.wallTime(at: last)
    let limit = (last + Self.horizon).wallTime(offset: 0)
    while let next = cron.wallTime(from: WallTime(seconds: wall.seconds + 1), before: limit) {
      let instant = zone.instantByGo(of: next)
      if instant > last { return instant }
      wall = next
    }
    return nil
  }
}
