extension CronExpression {
  /// The first time on the wall from `start` on, and before `limit`, that the fields admit.
  func wallTime(from start: WallTime, before limit: WallTime) -> WallTime? {
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

  /// crontab(5): where both day fields are restricted, the days that either admits.
  func admits(_ date: CivilDate) -> Bool {
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
  func contains(_ value: Int) -> Bool { bits & 1 << UInt64(value) != 0 }

  /// The least value from there on; `value` is at most 63.
  fileprivate func first(from value: Int) -> Int? {
    let rest = bits >> UInt64(value)
    return rest == 0 ? nil : value + rest.trailingZeroBitCount
  }
}
