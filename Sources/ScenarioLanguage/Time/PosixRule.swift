/// When clocks change each year, as the footer of a TZif file says it: the TZ variable of POSIX
/// (XBD 8.3), with the hours from -167 to 167 of RFC 9636, section 3.3.1.
struct PosixRule: Hashable, Sendable {
  /// Seconds ahead of UTC, in standard time and in what the rule calls daylight saving time.
  let standard: Int
  let daylight: Int
  /// Nil where the clocks never change.
  let span: Span?

  struct Span: Hashable, Sendable {
    let start: Date
    let end: Date
  }

  /// A day of each year, and the seconds from its midnight, which may lie on another day.
  struct Date: Hashable, Sendable {
    enum Day: Hashable {
      /// From 1 to 365: 29 February is not counted, even in leap years.
      case julian(Int)
      /// From 0 to 365: 29 February is counted.
      case ordinal(Int)
      /// The nth, or with 5 the last, such weekday (0 is Sunday) of a month.
      case weekday(month: Int, week: Int, weekday: Int)
    }

    let day: Day
    let time: Int

    /// The wall time in that year.
    func wallTime(in year: Int) -> WallTime {
      let first = CivilDate(year: year, month: 1, day: 1)
      switch day {
      case .julian(let number):
        let isShifted = number >= 60 && CivilDate.isLeap(year)
        return wallTime(CivilDate(day: first.day + number - (isShifted ? 0 : 1)))
      case .ordinal(let number):
        return wallTime(CivilDate(day: first.day + number))
      case .weekday(let month, let week, let weekday):
        let first = CivilDate(year: year, month: month, day: 1)
        let day = (weekday - first.weekday + 7) % 7 + (week - 1) * 7
        let isBeyond = day >= CivilDate.daysInMonth(month, of: year)
        return wallTime(CivilDate(day: first.day + (isBeyond ? day - 7 : day)))
      }
    }

    private func wallTime(_ date: CivilDate) -> WallTime {
      WallTime(seconds: WallTime(date).seconds + time)
    }
  }

  func offset(at instant: Instant) -> Int {
    changes(around: instant).last { $0.instant <= instant }?.after ?? standard
  }

  func change(after instant: Instant) -> Zone.Change? {
    changes(around: instant).first { $0.instant > instant && $0.before != $0.after }
  }

  /// Those of the years about that moment, ascending: at least one before it, and one after.
  private func changes(around instant: Instant) -> [Zone.Change] {
    guard let span else { return [] }
    let year = instant.wallTime(offset: standard).date.parts.year
    // A rule may move a date into the year before or after, by as much as a week.
    let moments = (year - 2...year + 1).flatMap { year in
      [
        (span.end.wallTime(in: year).seconds - daylight, standard),
        (span.start.wallTime(in: year).seconds - standard, daylight),
      ]
    }
    // Where daylight saving time lasts all year, it begins again in the second in which it ends.
    let offsets = Dictionary(moments) { _, later in later }.sorted { $0.key < $1.key }
    return zip(offsets, offsets.dropFirst()).map { last, next in
      Zone.Change(instant: Instant(seconds: next.key), before: last.value, after: next.value)
    }
  }
}
