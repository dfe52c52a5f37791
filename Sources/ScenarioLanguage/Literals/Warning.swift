import ScenarioSyntax

extension LiteralKind<String> {
  /// The id of a kind of warning; errors cannot be allowed.
  static var warning: LiteralKind {
    LiteralKind(
      "warning", "the id of a warning, as it stands in brackets", examples: ["expectation-tight"],
      resembles: { !$0.isString && $0.bytes.contains(UInt8(ascii: "-")) }
    ) { word, report in
      let text = word.text
      guard let kind = DiagnosticKind.all.first(where: { $0.id == text }) else {
        report.add(unknownWarning(word))
        return nil
      }
      guard kind.severity == .warning else {
        report.add(allowedError(word))
        return nil
      }
      return text
    }
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let warnings = [unknownWarning, allowedError]

  static let unknownWarning = DiagnosticKind(
    "unknown-warning",
    explanation: "`scenarioc explain` lists the ids of all diagnostics.",
    example: .init(
      wrong:
        "ramp { linear from 0Mi to 1Gi over 10m }\nexpect oom within 6m\nallow tightness \"known\"",
      mended: "ramp { linear from 0Mi to 1Gi over 10m }\nexpect oom within 6m"))

  static let allowedError = DiagnosticKind(
    "allowed-error",
    explanation: "Only warnings can be allowed: a scenario with an error has no meaning.",
    example: .init(wrong: "allow not-a-size \"known\"", mended: "about \"a scenario\""))
}

private func unknownWarning(_ word: Word) -> Diagnostic {
  let warnings = DiagnosticKind.all.filter { $0.severity == .warning }.map(\.id)
  let near = nearest(to: word.text, among: warnings)
  return Diagnostic(
    .unknownWarning, "there is no warning `\(word.text)`", at: word.span,
    label: near.map { "did you mean `\($0)`?" } ?? "unknown warning",
    help: near.map { "write `\($0)`" }, fix: near.map { .replace(word.span, with: $0) })
}

private func allowedError(_ word: Word) -> Diagnostic {
  Diagnostic(
    .allowedError, "`\(word.text)` is an error, and cannot be allowed", at: word.span,
    label: "not a warning")
}
