extension Instant {
  /// As RFC 3339 writes it, to the second, in a zone that is `offset` seconds ahead of UTC (its
  /// seconds are left out, which no zone has had since 1972): `2026-03-29T03:30:00+02:00`.
  package func text(offset: Int = 0) -> String {
    let wall = wallTime(offset: offset)
    let time = [wall.hour, wall.minute, wall.second].map { pad($0, 2) }.joined(separator: ":")
    return "\(wall.date.text)T\(time)\(offset == 0 ? "Z" : offsetText(offset))"
  }

  /// Reads a `date-time` of RFC 3339, section 5.6; fractions of a second are cut off. Nil for all
  /// else, a leap second included: POSIX time has none.
  package init?(_ text: String) {
    var scanner = Scanner(rest: Array(text.utf8)[...])
    guard let date = scanner.date(), scanner.take("T", "t", " "),
      let hour = scanner.number(2, in: 0...23), scanner.take(":"),
      let minute = scanner.number(2, in: 0...59), scanner.take(":"),
      let second = scanner.number(2, in: 0...59), scanner.skipFraction(),
      let offset = scanner.offset(), scanner.rest.isEmpty
    else { return nil }
    let wall = WallTime(date, hour: hour, minute: minute, second: second)
    guard Self.range.contains(wall.seconds - offset) else { return nil }
    self.init(seconds: wall.seconds - offset)
  }
}

extension CivilDate {
  /// `2026-03-29`.
  package var text: String {
    let (year, month, day) = parts
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
  }
}

extension WallTime {
  /// To the minute: `2026-03-29 02:30`.
  package var text: String { "\(date.text) \(pad(hour, 2)):\(pad(minute, 2))" }
}

private func offsetText(_ offset: Int) -> String {
  let minutes = abs(offset) / 60
  return "\(offset < 0 ? "-" : "+")\(pad(minutes / 60, 2)):\(pad(minutes % 60, 2))"
}

private func pad(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private struct Scanner {
  var rest: ArraySlice<UInt8>

  mutating func date() -> CivilDate? {
    guard let year = number(4, in: 1...9999), take("-"),
      let month = number(2, in: 1...12), take("-"),
      let day = number(2, in: 1...CivilDate.daysInMonth(month, of: year))
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// `Z`, or the seconds ahead of UTC.
  mutating func offset() -> Int? {
    if take("Z", "z") { return 0 }
    let sign = rest.first == UInt8(ascii: "-") ? -1 : 1
    guard take("+", "-"), let hours = number(2, in: 0...23), take(":"),
      let minutes = number(2, in: 0...59)
    else { return nil }
    return sign * (hours * 3_600 + minutes * 60)
  }

  /// Whether there is none, or one with a digit at least.
  mutating func skipFraction() -> Bool {
    guard take(".") else { return true }
    let digits = rest.prefix { $0.isDigit }
    rest = rest.dropFirst(digits.count)
    return !digits.isEmpty
  }

  mutating func number(_ width: Int, in range: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix(width)
    guard digits.count == width, digits.allSatisfy(\.isDigit) else { return nil }
    rest = rest.dropFirst(width)
    let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return range.contains(value) ? value : nil
  }

  mutating func take(_ scalars: Unicode.Scalar...) -> Bool {
    guard let first = rest.first, scalars.contains(Unicode.Scalar(first)) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
