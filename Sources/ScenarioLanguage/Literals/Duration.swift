import ScenarioSyntax

extension LiteralKind<TimeSpan> {
  static var duration: LiteralKind {
    LiteralKind(
      "duration", "a length of time, its units descending",
      examples: ["90s", "10m", "1h30m", "250ms"],
      resembles: \.resemblesQuantity
    ) { word, report in
      readDuration(word, &report)
    }
  }
}

/// The units of a duration, the longest first.
private enum TimeUnit: String, CaseIterable {
  case days = "d"
  case hours = "h"
  case minutes = "m"
  case seconds = "s"
  case milliseconds = "ms"

  var milliseconds: Int {
    switch self {
    case .days: 86_400_000
    case .hours: 3_600_000
    case .minutes: 60_000
    case .seconds: 1_000
    case .milliseconds: 1
    }
  }

  /// What other tools accept, or a hand in a hurry writes: `min`, `hours`, `S`.
  init?(nearMiss unit: Substring) {
    let spellings: [(Self, [String])] = [
      (.days, ["d", "day", "days"]), (.hours, ["h", "hr", "hrs", "hour", "hours"]),
      (.minutes, ["m", "min", "mins", "minute", "minutes"]),
      (.seconds, ["s", "sec", "secs", "second", "seconds"]),
      (.milliseconds, ["ms", "msec", "millis"]),
    ]
    let spelled = unit.lowercased()
    guard let match = spellings.first(where: { $0.1.contains(spelled) }) else { return nil }
    self = match.0
  }
}

extension TimeSpan {
  /// 366 days: no scenario waits longer, and arithmetic stays far from overflow.
  package static let longest = TimeSpan(milliseconds: 366 * TimeUnit.days.milliseconds)

  /// Reads a duration that stands outside of a scenario, spelled as inside.
  package static func read(_ text: String) -> Result<TimeSpan, Misspelt> {
    let (tree, problems) = parse(SourceText(name: "", text: "duration \(text)"))
    var report = Report(zones: .utcOnly)
    let words = tree.nodes.flatMap(\.arguments)
    guard problems.isEmpty, words.count == 1, words[0].text == text else {
      return .failure(Misspelt(sentence: "`\(text)` is not a duration, such as 90m"))
    }
    if let span = readDuration(words[0], &report) { return .success(span) }
    let problem = report.diagnostics.all[0]
    return .failure(Misspelt(sentence: "\(problem.message): \(problem.help ?? problem.label)"))
  }

  /// Why a text is no duration, in a sentence.
  package struct Misspelt: Error {
    package let sentence: String
  }

  /// Exact, as a scenario says it: `1h30m`.
  package var text: String {
    var rest = milliseconds
    var text = ""
    for unit in TimeUnit.allCases where rest >= unit.milliseconds {
      text += "\(rest / unit.milliseconds)\(unit.rawValue)"
      rest %= unit.milliseconds
    }
    return text.isEmpty ? "0\(TimeUnit.seconds.rawValue)" : text
  }

  /// For people: to the second, and below ten seconds to the tenth of one.
  package var rounded: TimeSpan {
    let grain = milliseconds < 10_000 ? 100 : 1_000
    return TimeSpan(milliseconds: (milliseconds + grain / 2) / grain * grain)
  }
}

extension TimeSpan {
  /// Reads a duration as a scenario spells it; nil where it is no such.
  package init?(_ text: String) {
    guard case .span(let span) = DurationReading(of: text) else { return nil }
    self = span
  }
}

private func readDuration(_ word: Word, _ report: inout Report) -> TimeSpan? {
  switch word.isString ? .notADuration : DurationReading(of: word.text) {
  case .span(let span): return span
  case .notADuration: report.add(notADuration(word))
  case .misspelt: report.add(misspeltDuration(word))
  case .tooLong: report.add(tooLong(word))
  }
  return nil
}

/// What a text is, if it was meant to be a duration.
private enum DurationReading {
  case span(TimeSpan), notADuration, misspelt, tooLong

  init(of text: String) {
    var total = 0
    var units = TimeUnit.allCases[...]
    var rest = text[...]
    repeat {
      guard let quantity = Quantity(rest) else { self = .notADuration; return }
      let letters = quantity.unit.utf8.prefix { !$0.isDigit }
      guard quantity.fraction == nil, let unit = TimeUnit(rawValue: String(Substring(letters))),
        let index = units.firstIndex(of: unit)
      else { self = .misspelt; return }
      let (part, overflow) = quantity.whole.multipliedReportingOverflow(by: unit.milliseconds)
      guard !overflow, part <= TimeSpan.longest.milliseconds - total else {
        self = .tooLong
        return
      }
      total += part
      units = units[(index + 1)...]
      rest = quantity.unit[letters.endIndex...]
    } while !rest.isEmpty
    self = .span(TimeSpan(milliseconds: total))
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let durations = [notADuration, misspeltDuration, durationTooLong]

  static let notADuration = DiagnosticKind(
    "not-a-duration",
    explanation: "A length of time is a whole number with one of the units d, h, m, s and ms.",
    example: .init(
      wrong: "ramp { linear from 64Mi to 640Mi over quickly }",
      mended: "ramp { linear from 64Mi to 640Mi over 10m }"))

  static let misspeltDuration = DiagnosticKind(
    "misspelt-duration",
    explanation: """
      A duration has whole numbers and the units d, h, m, s and ms, the longest first and each at \
      most once: `1h30m`. There is one way to write each.
      """,
    example: .init(
      wrong: "ramp { linear from 64Mi to 640Mi over 10min }",
      mended: "ramp { linear from 64Mi to 640Mi over 10m }"))

  static let durationTooLong = DiagnosticKind(
    "duration-too-long",
    explanation:
      "No scenario takes more than a year; it is likely that a digit or a unit is wrong.",
    example: .init(
      wrong: "ramp { linear from 64Mi to 640Mi over 1000d }",
      mended: "ramp { linear from 64Mi to 640Mi over 10m }"))
}

private func notADuration(_ word: Word) -> Diagnostic {
  Diagnostic(
    .notADuration, "expected a duration, found `\(word.text)`", at: word.span,
    label: "a duration is a number with a unit, such as `10m`")
}

private func tooLong(_ word: Word) -> Diagnostic {
  Diagnostic(
    .durationTooLong, "`\(word.text)` is too long", at: word.span,
    label: "the longest is \(TimeSpan.longest.text)")
}

/// The unit of time that was most likely meant.
func mendTimeUnit(_ text: Substring) -> String? { TimeUnit(nearMiss: text)?.rawValue }

private func misspeltDuration(_ word: Word) -> Diagnostic {
  let mended = mend(word.text[...])
  let isBare = Quantity(word.text[...])?.unit.isEmpty ?? false
  let fault = isBare ? "lacks its unit" : "expected units in descending order, as in `1h30m`"
  return Diagnostic(
    .misspeltDuration, "`\(word.text)` is not how a duration is written", at: word.span,
    label: mended.map { "expected `\($0)`" } ?? fault,
    help: mended.map { "write `\($0)`" }
      ?? (isBare ? "say which: `\(word.text)s`, `\(word.text)m` or `\(word.text)h`" : nil),
    fix: mended.map { .replace(word.span, with: $0) })
}

/// What the author most likely meant: other spellings of units, and decimal fractions.
private func mend(_ text: Substring) -> String? {
  var total = 0.0
  var rest = text
  repeat {
    guard let quantity = Quantity(rest) else { return nil }
    let letters = quantity.unit.prefix { !$0.isWholeNumber }
    guard let unit = TimeUnit(nearMiss: letters),
      let value = Double("\(quantity.whole).\(quantity.fraction ?? "0")")
    else { return nil }
    total += value * Double(unit.milliseconds)
    rest = quantity.unit.dropFirst(letters.count)
  } while !rest.isEmpty
  guard total <= Double(TimeSpan.longest.milliseconds), total.rounded() == total else { return nil }
  return TimeSpan(milliseconds: Int(total)).text
}
