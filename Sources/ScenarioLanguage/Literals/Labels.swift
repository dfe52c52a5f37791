import ScenarioSyntax

/// The syntax of labels and selectors in Kubernetes ("Labels and Selectors: Syntax and character
/// set").
extension LiteralKind<String> {
  static var labelKey: LiteralKind {
    LiteralKind(
      "label key", "a name of letters, digits, `-`, `_` and `.`, perhaps after a DNS name and `/`",
      examples: ["team", "example.com/tier"], resembles: { !$0.isString }
    ) { word, report in
      if isLabelKey(word.text) { return word.text }
      report.add(notALabelKey(word))
      return nil
    }
  }

  static var labelValue: LiteralKind {
    LiteralKind(
      "label value", "letters, digits, `-`, `_` and `.` in quotes, at most 63",
      examples: [#""storage""#], isQuoted: true, resembles: \.isString
    ) { word, report in
      guard let text = LiteralKind.text.read(word, &report) else { return nil }
      if text.isEmpty || isLabelName(text[...]) { return text }
      report.add(notALabelValue(word))
      return nil
    }
  }
}

private func isLabelKey(_ text: String) -> Bool {
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  switch parts.count {
  case 1: return isLabelName(parts[0])
  case 2: return isSubdomain(parts[0]) && isLabelName(parts[1])
  default: return false
  }
}

/// Begins and ends with a letter or a digit.
private func isLabelName(_ text: Substring) -> Bool {
  guard let first = text.utf8.first, let last = text.utf8.last else { return false }
  return text.utf8.count <= 63 && isAlphanumeric(first) && isAlphanumeric(last)
    && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
}

/// DNS labels between dots, 253 characters at the most.
private func isSubdomain(_ text: Substring) -> Bool {
  text.utf8.count <= 253
    && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
      isName(String($0))
    }
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: false
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let labels = [notALabelKey, notALabelValue]

  static let notALabelKey = DiagnosticKind(
    "not-a-label-key",
    explanation: """
      The key of a label is a name of letters, digits, `-`, `_` and `.`, at most 63, beginning and \
      ending with a letter or a digit. Before it may stand a DNS name and `/`.
      """,
    example: .init(
      wrong: "labels { team! \"storage\" }", mended: "labels { team \"storage\" }"))

  static let notALabelValue = DiagnosticKind(
    "not-a-label-value",
    explanation: """
      The value of a label has letters, digits, `-`, `_` and `.`, at most 63, and begins and ends \
      with a letter or a digit. Free text belongs in an annotation, such as that of `about`.
      """,
    example: .init(
      wrong: "labels { team \"storage and more\" }", mended: "labels { team \"storage-and-more\" }")
  )
}

private func notALabelKey(_ word: Word) -> Diagnostic {
  Diagnostic(
    .notALabelKey, "`\(word.text)` cannot be the key of a label", at: word.span,
    label: "expected letters, digits and inner `-`, `_`, `.`, at most 63")
}

private func notALabelValue(_ word: Word) -> Diagnostic {
  Diagnostic(
    .notALabelValue, "\(word.text) cannot be the value of a label", at: word.span,
    label: "expected letters, digits and inner `-`, `_`, `.`, at most 63")
}
