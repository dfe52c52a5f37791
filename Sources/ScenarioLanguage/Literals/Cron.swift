import ScenarioSyntax

extension LiteralKind<CronExpression> {
  static var cron: LiteralKind {
    LiteralKind(
      "cron expression", "the five fields of crontab(5), in quotes",
      examples: [#""*/15 9-17 * * 1-5""#],
      isQuoted: true, resembles: \.isString
    ) { word, report in
      readCron(word, &report)
    }
  }
}

private func readCron(_ word: Word, _ report: inout Report) -> CronExpression? {
  let text = word.isString ? word.text.dropFirst().dropLast() : word.text[...]
  let fields = text.split(separator: " ", omittingEmptySubsequences: true)
  guard word.isString, fields.count == CronField.Unit.allCases.count else {
    report.add(cronFields(word, count: fields.count))
    return nil
  }
  var values: [CronField] = []
  for (unit, field) in zip(CronField.Unit.allCases, fields) {
    do {
      values.append(try CronFieldReader(unit: unit, field: field).read())
    } catch {
      report.add(cronField(error, unit, at: span(of: field, in: word)))
    }
  }
  guard values.count == fields.count else { return nil }
  let expression = CronExpression(
    minutes: values[0], hours: values[1], daysOfMonth: values[2], months: values[3],
    daysOfWeek: values[4])
  return joinDays(of: expression, fields, word, &report)
}

/// Where neither day field has a star, a day fires that either admits. Which fields count as stars
/// is where the readers differ: Debian cron takes one that begins with `*`, busybox one that admits
/// all, supercronic and Kubernetes a lone `*`. What they all take alike passes.
private func joinDays(
  of expression: CronExpression, _ fields: [Substring], _ word: Word, _ report: inout Report
) -> CronExpression? {
  let (month, week) = (expression.daysOfMonth, expression.daysOfWeek)
  let stepped = [fields[2], fields[4]].first { $0.hasPrefix("*/") }
  if let stepped, !month.isUnrestricted, !week.isUnrestricted {
    report.add(stepOverDays(stepped, at: span(of: stepped, in: word)))
    return nil
  }
  if week.isUnrestricted, !month.isUnrestricted, !fields[4].hasPrefix("*") {
    report.add(fullWeek(fields[4], at: span(of: fields[4], in: word)))
    return nil
  }
  // `1-31` is no star to any reader: it admits every day, whatever the weekday.
  let isEveryDay = month.isUnrestricted && !fields[2].hasPrefix("*")
  guard isEveryDay else { return expression }
  return CronExpression(
    minutes: expression.minutes, hours: expression.hours, daysOfMonth: month,
    months: expression.months, daysOfWeek: .any(.dayOfWeek))
}

private func span(of field: Substring, in word: Word) -> Span {
  let offset = word.text.utf8.distance(from: word.text.startIndex, to: field.startIndex)
  return word.span.part(offset..<offset + field.utf8.count)
}

/// Reads one field: a list of values, ranges and steps over explicit ranges. What two readers of
/// crontabs read in two ways is refused.
private struct CronFieldReader {
  let unit: CronField.Unit
  let field: Substring

  func read() throws(CronFieldProblem) -> CronField {
    var values = Set<Int>()
    for item in field.split(separator: ",", omittingEmptySubsequences: false) {
      // Sunday may be 7, which not every reader takes: it becomes 0.
      values.formUnion(try read(item).map { $0 % unit.modulus })
    }
    return CronField(unit, values: values)
  }

  private func read(_ item: Substring) throws(CronFieldProblem) -> [Int] {
    let parts = item.split(separator: "/", omittingEmptySubsequences: false)
    let range = try readRange(parts[0])
    guard parts.count > 1 else { return Array(range) }
    guard parts.count == 2, let step = number(parts[1]), step > 0 else {
      throw .init("`\(item)` has no step that is a number above 0")
    }
    guard parts[0] == "*" || parts[0].contains("-") else {
      throw .init(
        "`\(item)` means one value to busybox and a series to others",
        mended: "\(parts[0])-\(unit.range.upperBound)/\(step)")
    }
    guard step <= unit.range.count else {
      throw .init("the step of `\(item)` is longer than the field")
    }
    return Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
  }

  private func readRange(_ text: Substring) throws(CronFieldProblem) -> ClosedRange<Int> {
    if text == "*" { return unit.range }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2, let first = value(ends[0]), let last = value(ends[ends.count - 1]) else {
      throw .init("`\(text)` is none of \(unit.admitted)")
    }
    guard first <= last else {
      throw .init("the range `\(text)` runs backwards, which not every cron admits")
    }
    return first...last
  }

  private func value(_ text: Substring) -> Int? {
    let value =
      number(text)
      ?? unit.names.firstIndex(of: text.lowercased()).map { $0 + unit.range.lowerBound }
    let range = unit == .dayOfWeek ? 0...7 : unit.range
    return value.flatMap { range.contains($0) ? $0 : nil }
  }

  private func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { $0.isDigit } ? Int(text) : nil
  }
}

private struct CronFieldProblem: Error {
  let reason: String
  let mended: String?

  init(_ reason: String, mended: String? = nil) {
    self.reason = reason
    self.mended = mended
  }
}

extension CronField.Unit {
  fileprivate var names: [String] {
    switch self {
    case .minute, .hour, .dayOfMonth: []
    case .month:
      ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    }
  }

  fileprivate var modulus: Int { self == .dayOfWeek ? 7 : .max }

  fileprivate var title: String {
    switch self {
    case .minute: "minute"
    case .hour: "hour"
    case .dayOfMonth: "day of month"
    case .month: "month"
    case .dayOfWeek: "day of week"
    }
  }

  fileprivate var admitted: String {
    let numbers = "\(range.lowerBound)–\(range.upperBound)"
    guard let first = names.first, let last = names.last else { return numbers }
    return "\(numbers) or \(first)–\(last)"
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let crons = [cronFieldCount, cronField, cronDays]

  static let cronFieldCount = DiagnosticKind(
    "cron-fields",
    explanation: """
      A cron expression has the five fields of crontab(5): minute, hour, day of month, month, day \
      of week.
      """,
    example: .init(wrong: #"schedule cron "*/30 * * *""#, mended: #"schedule cron "*/30 * * * *""#))

  static let cronField = DiagnosticKind(
    "cron-field",
    explanation: """
      busybox crond, Debian cron, supercronic and Kubernetes read crontabs in different ways: a \
      value out of range matches every minute in one and is refused by another. What they do not \
      all read alike is refused here.
      """,
    example: .init(wrong: #"schedule cron "60 * * * *""#, mended: #"schedule cron "0 * * * *""#))
}

extension DiagnosticKind {
  static let cronDays = DiagnosticKind(
    "cron-days",
    explanation: """
      With both a day of month and a day of week, cron fires on the days that either admits: unless \
      one of the two is a star. What counts as a star differs between busybox crond, Debian cron, \
      supercronic and Kubernetes, so an expression whose days depend on it is refused.
      """,
    example: .init(
      wrong: #"schedule cron "0 9 */2 * mon""#, mended: #"schedule cron "0 9 * * mon""#))
}

private func stepOverDays(_ field: Substring, at span: Span) -> Diagnostic {
  cronDays(
    "Debian cron reads `\(field)` as a star, and asks that both day fields match", at: span,
    help: "write the range instead, as in `1-31/2`, or `*` in the other day field")
}

private func fullWeek(_ field: Substring, at span: Span) -> Diagnostic {
  cronDays(
    "a star to busybox; for others it adds every day to those of the month", at: span,
    help: "write `*`, so that the day of month alone counts")
}

private func cronDays(_ reason: String, at span: Span, help: String) -> Diagnostic {
  Diagnostic(
    .cronDays, "not every cron would fire this expression on the same days", at: span,
    label: reason, help: help)
}

private func cronFields(_ word: Word, count: Int) -> Diagnostic {
  Diagnostic(
    .cronFieldCount, "expected a cron expression of five fields in quotes", at: word.span,
    label: word.isString ? "has \(count) field\(count == 1 ? "" : "s")" : "not in quotes",
    notes: ["the fields are minute, hour, day of month, month and day of week"])
}

private func cronField(
  _ problem: CronFieldProblem, _ unit: CronField.Unit, at span: Span
) -> Diagnostic {
  Diagnostic(
    .cronField, "the \(unit.title) of the cron expression cannot be read so by every cron",
    at: span, label: problem.reason, help: problem.mended.map { "write `\($0)`" },
    fix: problem.mended.map { .replace(span, with: $0) })
}
