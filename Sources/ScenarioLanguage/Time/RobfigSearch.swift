extension CronExpression {
  /// What `Next` of robfig/cron v3.0.1 (spec.go) returns, found in the same steps: it is not always
  /// the next match, and Kubernetes runs what it says.
  func nextByRobfig(after instant: Instant, in zone: Zone) -> Instant? {
    var search = RobfigSearch(
      cron: self, zone: zone, instant: Instant(seconds: instant.seconds + 1))
    return search.next()
  }
}

private struct RobfigSearch {
  let cron: CronExpression
  let zone: Zone
  var instant: Instant
  /// Whether the smaller units stand at their beginning already.
  var isAligned = false

  private var wall: WallTime { zone.wallTime(at: instant) }
  private var year: Int { wall.date.parts.year }

  mutating func next() -> Instant? {
    let lastYear = year + 5
    // Near the last moment there is, no step would lead on.
    guard lastYear < 9999 else { return nil }
    while year <= lastYear {
      if passMonths(), passDays(), passHours(), passMinutes(), passSeconds() { return instant }
    }
    return nil
  }

  /// Goes on to a month that the expression admits. As the functions below: false where a larger
  /// unit has begun anew, and all must be looked at again.
  private mutating func passMonths() -> Bool {
    while !cron.months.contains(wall.date.parts.month) {
      let (year, month, _) = wall.date.parts
      align(to: WallTime(CivilDate(year: year, month: month, day: 1)))
      let (wall, day) = (wall, wall.date.parts.day)
      let next = CivilDate(
        year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: day)
      instant = zone.instantByGo(of: wall.moved(to: next))
      if month == 12 { return false }
    }
    return true
  }

  private mutating func passDays() -> Bool {
    while !cron.admits(wall.date) {
      align(to: WallTime(wall.date))
      let tomorrow = CivilDate(day: wall.date.day + 1)
      instant = zone.instantByGo(of: wall.moved(to: tomorrow))
      // Midnight may be skipped: back to the hour before it, or on to the one after.
      let hour = wall.hour
      if hour != 0 { advance(by: (hour > 12 ? 24 - hour : -hour) * 3_600) }
      if wall.date.parts.day == 1 { return false }
    }
    return true
  }

  private mutating func passHours() -> Bool {
    while !cron.hours.contains(wall.hour) {
      align(to: WallTime(wall.date, hour: wall.hour))
      advance(by: 3_600)
      if wall.hour == 0 { return false }
    }
    return true
  }

  private mutating func passMinutes() -> Bool {
    while !cron.minutes.contains(wall.minute) {
      if !isAligned { advance(by: -(instant.seconds - instant.seconds.flooredQuotient(60) * 60)) }
      isAligned = true
      advance(by: 60)
      if wall.minute == 0 { return false }
    }
    return true
  }

  private mutating func passSeconds() -> Bool {
    while wall.second != 0 {
      isAligned = true
      advance(by: 1)
      if wall.second == 0 { return false }
    }
    return true
  }

  private mutating func align(to wall: WallTime) {
    if !isAligned { instant = zone.instantByGo(of: wall) }
    isAligned = true
  }

  private mutating func advance(by seconds: Int) {
    instant = Instant(seconds: instant.seconds + seconds)
  }
}

extension WallTime {
  /// The same time of day.
  fileprivate func moved(to other: CivilDate) -> WallTime {
    WallTime(seconds: seconds + (other.day - date.day) * 86_400)
  }
}

extension Zone {
  /// The moment that Go's `time.Date` takes for a time on the wall: it tries the offset that holds
  /// when UTC shows that time, then the one at the moment so found.
  func instantByGo(of wall: WallTime) -> Instant {
    let guess = offset(at: Instant(seconds: wall.seconds))
    let instant = Instant(seconds: wall.seconds - guess)
    return Instant(seconds: wall.seconds - offset(at: instant))
  }
}
