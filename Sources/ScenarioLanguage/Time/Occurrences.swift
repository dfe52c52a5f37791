/// Which program reads the expression: they differ where the clock is moved.
package enum CronReader: CaseIterable, Sendable {
  /// busybox crond compares each minute of UTC, as the local clock shows it, with the fields: a
  /// skipped time does not fire, and a doubled one fires twice (`flag_starting_jobs` in crond.c).
  case busybox
  /// Kubernetes uses robfig/cron v3.0.1, of which the same holds: "jobs scheduled during
  /// daylight-savings leap-ahead transitions will not be run" (doc.go; `Next` in spec.go).
  case kubernetes
  /// supercronic reckons with times on the wall and leaves it to Go's `time.Date` to find each
  /// moment: a skipped time fires, moved by the length of the gap, and a doubled one fires once.
  case supercronic
}

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
      case .busybox, .kubernetes: nextShown()
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

  private func nextReckoned() -> Instant? {
    var wall = zone.wallTime(at: last)
    let limit = (last + Self.horizon).wallTime(offset: 0)
    while let next = cron.wallTime(from: WallTime(seconds: wall.seconds + 1), before: limit) {
      let instant = zone.goInstant(of: next)
      if instant > last { return instant }
      wall = next
    }
    return nil
  }
}

extension Zone {
  /// The moment that Go's `time.Date` takes for a time on the wall: it tries the offset that holds
  /// when UTC shows that time, then the one at the moment so found.
  fileprivate func goInstant(of wall: WallTime) -> Instant {
    let guess = offset(at: Instant(seconds: wall.seconds))
    let instant = Instant(seconds: wall.seconds - guess)
    return Instant(seconds: wall.seconds - offset(at: instant))
  }
}

extension CronExpression {
  /// The first time on the wall from `start` on, and before `limit`, that the fields admit.
  fileprivate func wallTime(from start: WallTime, before limit: WallTime) -> WallTime? {
    let firstMinute = (start.seconds + 59).flooredQuotient(60)
    let first = WallTime(seconds: firstMinute * 60)
    var date = first.date
    if admits(date), let wall = wallTime(on: date, from: first.hour, first.minute) {
      return wall < limit ? wall : nil
    }
    repeat {
      date = nextDate(after: date)
      if WallTime(date) >= limit { return nil }
    } while !admits(date)
    return wallTime(on: date, from: 0, 0).flatMap { $0 < limit ? $0 : nil }
  }

  private func wallTime(on date: CivilDate, from hour: Int, _ minute: Int) -> WallTime? {
    if hours.contains(hour), let minute = minutes.first(from: minute) {
      return WallTime(date, hour: hour, minute: minute)
    }
    guard let hour = hours.first(from: hour + 1), let minute = minutes.first(from: 0) else {
      return nil
    }
    return WallTime(date, hour: hour, minute: minute)
  }

  /// crontab(5): where both day fields are restricted, a day that either admits.
  private func admits(_ date: CivilDate) -> Bool {
    let (_, month, day) = date.parts
    guard months.contains(month) else { return false }
    let isOfMonth = daysOfMonth.contains(day)
    let isOfWeek = daysOfWeek.contains(date.weekday)
    return daysOfMonth.isUnrestricted || daysOfWeek.isUnrestricted
      ? isOfMonth && isOfWeek : isOfMonth || isOfWeek
  }

  /// The next day that may be admitted: whole months that are not are passed over.
  private func nextDate(after date: CivilDate) -> CivilDate {
    let next = CivilDate(day: date.day + 1)
    let (year, month, _) = next.parts
    guard !months.contains(month) else { return next }
    return CivilDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
  }
}

extension CronField {
  fileprivate func contains(_ value: Int) -> Bool { bits & 1 << UInt64(value) != 0 }

  /// The least value from there on; `value` is at most 63.
  fileprivate func first(from value: Int) -> Int? {
    let rest = bits >> UInt64(value)
    return rest == 0 ? nil : value + rest.trailingZeroBitCount
  }
}
