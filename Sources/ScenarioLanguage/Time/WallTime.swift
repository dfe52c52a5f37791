/// What a clock on the wall shows: a date and a time of day, in no zone.
///
/// Held as the seconds that such a clock has run since it showed 1970-01-01 00:00:00.
package struct WallTime: Hashable, Comparable, Sendable {
  package let seconds: Int

  package init(seconds: Int) {
    self.seconds = seconds
  }

  package init(_ date: CivilDate, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    seconds = date.day * 86_400 + hour * 3_600 + minute * 60 + second
  }

  package var date: CivilDate { CivilDate(day: seconds.flooredQuotient(86_400)) }
  package var hour: Int { secondOfDay / 3_600 }
  package var minute: Int { secondOfDay / 60 % 60 }
  package var second: Int { secondOfDay % 60 }

  package static func < (left: WallTime, right: WallTime) -> Bool { left.seconds < right.seconds }

  private var secondOfDay: Int { seconds - date.day * 86_400 }
}

/// A day of the proleptic Gregorian calendar, by the days since 1970-01-01.
package struct CivilDate: Hashable, Sendable {
  package let day: Int

  package init(day: Int) {
    self.day = day
  }

  /// `month` from 1 to 12; `day` may lie beyond the month's end, and is then of a later one.
  ///
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. Years
  /// begin in March there, so that a leap day is the last of its year.
  package init(year: Int, month: Int, day: Int) {
    let year = month <= 2 ? year - 1 : year
    let era = year.flooredQuotient(400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.day = era * 146_097 + dayOfEra - 719_468
  }

  /// The year, the month from 1 to 12 and the day from 1 to 31. Source: civil_from_days, ibid.
  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// From 0, a Sunday, to 6. 1970-01-01 was a Thursday.
  package var weekday: Int { (day + 4) - (day + 4).flooredQuotient(7) * 7 }

  static func daysInMonth(_ month: Int, of year: Int) -> Int {
    CivilDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1).day
      - CivilDate(year: year, month: month, day: 1).day
  }

  static func isLeap(_ year: Int) -> Bool { daysInMonth(2, of: year) == 29 }
}

extension Int {
  /// The quotient rounded towards negative infinity; `divisor` above 0.
  func flooredQuotient(_ divisor: Int) -> Int {
    self / divisor - (self % divisor < 0 ? 1 : 0)
  }
}
