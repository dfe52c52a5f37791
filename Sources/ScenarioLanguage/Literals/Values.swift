import ScenarioSyntax

extension LiteralKind<Word> {
  /// Whatever can stand as an argument: what it means shows where it is used.
  static var value: LiteralKind {
    LiteralKind(
      "value", "a literal or a word, or a `$` and the name of a value", examples: ["512Mi"],
      resembles: { !$0.isEquals }
    ) { word, _ in
      word
    }.admittingReferences
  }
}

extension LiteralKind<String> {
  /// The name of a value, as it stands after a `$`.
  static var valueName: LiteralKind {
    LiteralKind(
      "name of a value", "lower-case letters, digits and inner `-`, a letter first",
      examples: ["peak"], resembles: { !$0.isEquals }
    ) { word, report in
      let text = word.text
      if !word.isString, isValueName(text) { return text }
      let (problem, meant) = notAValueName(word)
      report.add(problem)
      // One mistake is enough: what refers to the name is right.
      return meant
    }.admittingReferences
  }

  /// The path of a file, as the file sees it that says it; empty, and a report, where it is none.
  static var path: LiteralKind {
    LiteralKind(
      "path", "where another file is, from the folder of this one, in quotes",
      examples: [#""common.scenario""#], isQuoted: true,
      resembles: { $0.isString && $0.text.hasSuffix(#".scenario""#) }
    ) { word, report in
      LiteralKind.text.read(word, &report) ?? ""
    }
  }
}

private func isValueName(_ text: String) -> Bool {
  isName(text) && text.first.map { $0.isLetter } ?? false
}

// MARK: - Messages

extension DiagnosticKind {
  static let values = [notAValueName]

  static let notAValueName = DiagnosticKind(
    "not-a-value-name",
    explanation: """
      The name of a value has lower-case letters, digits and inner `-`, and begins with a letter. \
      The `$` stands only where it is used.
      """,
    example: .init(
      wrong: "let $limit = 512Mi\n\nmemory { limit $limit }",
      mended: "let limit = 512Mi\n\nmemory { limit $limit }"))
}

private func notAValueName(_ word: Word) -> (Diagnostic, meant: String?) {
  let text = word.isString ? String(word.text.dropFirst().dropLast()) : word.text
  let lower = text.lowercased().map { $0 == "_" || $0 == "." || $0 == " " ? "-" : $0 }
  let mended = String(lower.drop { $0 == "$" })
  let reason =
    switch true {
    case word.isReference: "the `$` stands only where it is used"
    case word.isString: "a name stands without quotes"
    default: "only lower-case letters, digits and inner `-`, a letter first"
    }
  let fix = isValueName(mended) ? mended : nil
  let problem = Diagnostic(
    .notAValueName, "`\(text.prefix(80))` cannot name a value", at: word.span, label: reason,
    help: fix.map { "write `\($0)`" }, fix: fix.map { .replace(word.span, with: $0) })
  return (problem, fix)
}
