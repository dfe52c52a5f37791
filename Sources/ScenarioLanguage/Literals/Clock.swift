import ScenarioSyntax

/// A time of day, to the minute.
package struct TimeOfDay: Hashable, Sendable {
  /// 0 to 23.
  package let hour: Int
  /// 0 to 59.
  package let minute: Int
}

extension LiteralKind<TimeOfDay> {
  static var clock: LiteralKind {
    LiteralKind(
      "time of day", "hour and minute of a 24-hour clock, two digits each", examples: ["09:00"],
      resembles: \.resemblesQuantity
    ) { word, report in
      let parts = word.text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, let hour = twoDigits(parts[0], below: 24),
        let minute = twoDigits(parts[1], below: 60)
      else {
        report.add(notAClock(word))
        return nil
      }
      return TimeOfDay(hour: hour, minute: minute)
    }
  }
}

extension LiteralKind<Int> {
  /// A minute of every hour.
  static var minute: LiteralKind {
    LiteralKind(
      "minute", "a minute of the hour, with its colon and two digits", examples: [":15"],
      resembles: { $0.bytes.first == UInt8(ascii: ":") || $0.resemblesQuantity }
    ) { word, report in
      let text = word.text
      guard text.hasPrefix(":"), let minute = twoDigits(text.dropFirst(), below: 60) else {
        report.add(notAMinute(word))
        return nil
      }
      return minute
    }
  }

  /// A day of the week as cron counts them: Sunday is 0.
  static var weekday: LiteralKind {
    LiteralKind(
      "day", "a day of the week, in full", examples: ["monday"],
      resembles: { !$0.isString && mendWeekday($0.text) != nil }
    ) { word, report in
      if let day = weekdays.firstIndex(of: word.text) { return day }
      report.add(notAWeekday(word))
      return nil
    }
  }
}

private let weekdays = [
  "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
]

private func twoDigits(_ text: Substring, below limit: Int) -> Int? {
  guard text.utf8.count == 2, text.utf8.allSatisfy(\.isDigit),
    let value = Int(text), value < limit
  else { return nil }
  return value
}

// MARK: - Messages

extension DiagnosticKind {
  static let clocks = [notAClock, notAMinute, notAWeekday]

  static let notAClock = DiagnosticKind(
    "not-a-time",
    explanation: "A time of day is hour and minute of a 24-hour clock: `09:00`, `23:30`.",
    example: .init(
      wrong: "schedule daily at 9am in \"Etc/UTC\"",
      mended: "schedule daily at 09:00 in \"Etc/UTC\""
    ))

  static let notAMinute = DiagnosticKind(
    "not-a-minute",
    explanation: "A minute of the hour bears a colon, so that it cannot be taken for a duration.",
    example: .init(wrong: "schedule hourly at 15", mended: "schedule hourly at :15"))

  static let notAWeekday = DiagnosticKind(
    "not-a-weekday",
    explanation: "Days of the week are written in full, in lower case.",
    example: .init(
      wrong: "schedule weekly on mon at 09:00 in \"Etc/UTC\"",
      mended: "schedule weekly on monday at 09:00 in \"Etc/UTC\""))
}

private func notAClock(_ word: Word) -> Diagnostic {
  let mended = mendClock(word.text.lowercased())
  return Diagnostic(
    .notAClock, "expected a time of day, found `\(word.text)`", at: word.span,
    label: mended.map { "expected `\($0)`" } ?? "a time of day is hour and minute, such as `09:00`",
    help: mended.map { "write `\($0)`" }, fix: mended.map { .replace(word.span, with: $0) })
}

/// `9:00`, `9am`, `9:30pm`, `09.00`, `0900`, `09:00:00`: what other clocks show.
private func mendClock(_ text: String) -> String? {
  let isAfternoon = text.hasSuffix("pm")
  let isHalved = isAfternoon || text.hasSuffix("am")
  let digits = isHalved ? text.dropLast(2) : text[...]
  var parts = digits.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
  if parts.count == 3, parts[2] == "00" { parts.removeLast() }
  if parts.count == 1, parts[0].count == 4 { parts = [parts[0].prefix(2), parts[0].suffix(2)] }
  guard parts.count == 2 || parts.count == 1 && isHalved, let hour = Int(parts[0]),
    let minute = parts.count == 2 ? Int(parts[1]) : 0, 0...59 ~= minute,
    isHalved ? 1...12 ~= hour : 0...23 ~= hour
  else { return nil }
  return pad(isHalved ? hour % 12 + (isAfternoon ? 12 : 0) : hour) + ":" + pad(minute)
}

private func notAMinute(_ word: Word) -> Diagnostic {
  let digits = word.text.drop { $0 == ":" }
  let mended = Int(digits).flatMap { 0...59 ~= $0 ? ":" + pad($0) : nil }
  return Diagnostic(
    .notAMinute, "expected a minute of the hour, found `\(word.text)`", at: word.span,
    label: mended.map { "expected `\($0)`" } ?? "a minute is written `:00` to `:59`",
    help: mended.map { "write `\($0)`" }, fix: mended.map { .replace(word.span, with: $0) })
}

private func notAWeekday(_ word: Word) -> Diagnostic {
  let near = mendWeekday(word.text)
  return Diagnostic(
    .notAWeekday, "expected a day of the week, found `\(word.text)`", at: word.span,
    label: near.map { "did you mean `\($0)`?" } ?? "a day is one of \(list(weekdays))",
    help: near.map { "write `\($0)`" }, fix: near.map { .replace(word.span, with: $0) })
}

/// `mon`, `Monday`, `wensday`; nil for what is near to no day.
private func mendWeekday(_ text: String) -> String? {
  let text = text.lowercased()
  return weekdays.first { text.utf8.count >= 2 && $0.hasPrefix(text) }
    ?? nearest(to: text, among: weekdays)
}

/// A number below 100, in two digits.
func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
