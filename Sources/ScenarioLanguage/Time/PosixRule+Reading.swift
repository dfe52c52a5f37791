extension PosixRule {
  /// Reads `CET-1CEST,M3.5.0,M10.5.0/3`; nil for what is none, or lies out of bounds.
  ///
  /// An offset is how far clocks are behind UTC there, the opposite of how everybody else counts.
  init?(_ text: some Collection<UInt8>) {
    var reader = Reader(rest: Array(text)[...])
    guard reader.skipAbbreviation(), let behind = reader.time(hours: 0...24) else { return nil }
    standard = -behind
    if reader.rest.isEmpty {
      daylight = standard
      span = nil
      return
    }
    guard reader.skipAbbreviation() else { return nil }
    let isOffsetGiven = reader.rest.first != UInt8(ascii: ",")
    let saved = isOffsetGiven ? reader.time(hours: 0...24).map { -$0 } : standard + 3_600
    guard let saved, reader.take(","), let start = reader.date(), reader.take(","),
      let end = reader.date(), reader.rest.isEmpty
    else { return nil }
    daylight = saved
    span = Span(start: start, end: end)
  }
}

private struct Reader {
  var rest: ArraySlice<UInt8>

  /// Three letters or more, or anything between `<` and `>`.
  mutating func skipAbbreviation() -> Bool {
    if take("<") {
      guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[(close + 1)...]
      return true
    }
    let letters = rest.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
    rest = rest.dropFirst(letters.count)
    return letters.count >= 3
  }

  mutating func date() -> PosixRule.Date? {
    guard let day = day() else { return nil }
    guard take("/") else { return .init(day: day, time: 2 * 3_600) }
    return time(hours: 0...167).map { .init(day: day, time: $0) }
  }

  private mutating func day() -> PosixRule.Date.Day? {
    if take("J") { return number(1...365).map { .julian($0) } }
    guard take("M") else { return number(0...365).map { .ordinal($0) } }
    guard let month = number(1...12), take("."), let week = number(1...5), take("."),
      let weekday = number(0...6)
    else { return nil }
    return .weekday(month: month, week: week, weekday: weekday)
  }

  /// `[+-]hh[:mm[:ss]]`, in seconds.
  mutating func time(hours bounds: ClosedRange<Int>) -> Int? {
    let sign = take("-") ? -1 : 1
    if sign == 1 { _ = take("+") }
    guard let hours = number(bounds) else { return nil }
    var seconds = hours * 3_600
    for unit in [60, 1] where take(":") {
      guard let part = number(0...59) else { return nil }
      seconds += part * unit
    }
    return sign * seconds
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { $0.isDigit }
    guard (1...3).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return range.contains(value) ? value : nil
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: scalar) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
