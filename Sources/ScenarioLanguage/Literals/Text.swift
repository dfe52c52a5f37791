import ScenarioSyntax

extension LiteralKind<String> {
  /// A DNS label: what Kubernetes demands of the names of its objects (RFC 1123, section 2.1).
  static var name: LiteralKind {
    LiteralKind(
      "DNS label", "lower-case letters, digits and `-`, at most 63", examples: ["memory-leak"],
      resembles: { _ in true }
    ) { word, report in
      readName(word, &report)
    }
  }

  static var text: LiteralKind {
    LiteralKind(
      "string", #"text in quotes, with the escapes `\"` `\\` `\n` `\t` `\u{…}`"#,
      examples: [#""A leak""#], isQuoted: true, resembles: \.isString
    ) { word, report in
      guard word.isString else {
        report.add(notAString(word))
        return nil
      }
      return readString(word, &report)
    }
  }
}

/// The longest DNS label (RFC 1123, section 2.1).
let longestName = 63

/// In bytes. All strings of a scenario go into Kubernetes objects, whose annotations may take
/// 256 KiB together (Kubernetes: TotalAnnotationSizeLimitB).
private let longestString = 64 << 10

func isName(_ text: String) -> Bool {
  let bytes = text.utf8
  let isAlphanumeric = { (byte: UInt8) in
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || byte.isDigit
  }
  guard let first = bytes.first, let last = bytes.last, bytes.count <= longestName else {
    return false
  }
  return isAlphanumeric(first) && isAlphanumeric(last)
    && bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
}

private func readName(_ word: Word, _ report: inout Report) -> String? {
  let text = word.text
  if !word.isString, isName(text) { return text }
  report.add(notAName(word))
  return nil
}

private func readString(_ word: Word, _ report: inout Report) -> String? {
  let isPlain = word.bytes.allSatisfy { 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\\") }
  if isPlain, word.bytes.count <= longestString {
    return String(decoding: word.bytes.dropFirst().dropLast(), as: UTF8.self)
  }
  return readUnusualString(word, &report)
}

/// With escapes, letters that are not ASCII, or too many of them.
private func readUnusualString(_ word: Word, _ report: inout Report) -> String? {
  var scalars = String.UnicodeScalarView()
  let content = word.text.dropFirst().dropLast()
  var rest = content.unicodeScalars[...]
  while let scalar = rest.popFirst() {
    let start = rest.startIndex
    guard let value = scalar == "\\" ? unescape(&rest) : scalar else {
      let before = content.unicodeScalars[..<start].count { _ in true }
      report.add(unknownEscape(word, after: before))
      return nil
    }
    if isControl(value) {
      report.add(controlCharacter(word, value))
      return nil
    }
    scalars.append(value)
  }
  let text = String(scalars)
  guard text.utf8.count <= longestString else {
    report.add(stringTooLong(word))
    return nil
  }
  return text
}

/// Takes what follows a backslash; nil where that is no escape.
private func unescape(_ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
  switch rest.popFirst() {
  case "\"": return "\""
  case "\\": return "\\"
  case "n": return "\n"
  case "t": return "\t"
  case "u":
    guard rest.popFirst() == "{" else { return nil }
    let digits = rest.prefix { $0 != "}" }
    guard digits.count <= 6, let value = UInt32(String(digits), radix: 16), digits.first != "+",
      digits.endIndex < rest.endIndex
    else { return nil }
    rest = rest.dropFirst(digits.count + 1)
    return Unicode.Scalar(value)
  default: return nil
  }
}

/// Line ends and tabs are text; the others are no part of any text, and NUL cannot even be passed
/// to a program.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
}

// MARK: - Messages

extension DiagnosticKind {
  static let texts = [notAName, notAString, unknownEscape, controlCharacter, stringTooLong]

  static let notAName = DiagnosticKind(
    "not-a-name",
    explanation: """
      Names become the names of Kubernetes objects, which are DNS labels (RFC 1123): lower-case \
      letters, digits and `-`, beginning and ending with a letter or a digit, 63 at the most.
      """,
    example: .init(wrong: "namespace Stress_Test", mended: "namespace stress-test"))

  static let notAString = DiagnosticKind(
    "not-a-string",
    explanation: "Text stands in quotes, so that it can hold anything, on one line.",
    example: .init(wrong: "about leaks", mended: "about \"leaks\""))

  static let unknownEscape = DiagnosticKind(
    "unknown-escape",
    explanation: """
      In a string, a backslash begins one of `\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}` (a Unicode \
      scalar in hexadecimal). A backslash itself is written twice.
      """,
    example: .init(wrong: #"about "C:\leak""#, mended: #"about "C:\\leak""#))

  static let controlCharacter = DiagnosticKind(
    "control-character",
    explanation: "A string may hold line ends and tabs, but no other control character.",
    example: .init(wrong: #"about "a\u{7}bell""#, mended: #"about "a bell""#))

  static let stringTooLong = DiagnosticKind(
    "string-too-long",
    explanation: "A string has at most 64 KiB: Kubernetes bounds what its objects can hold.",
    example: .init(
      wrong: "about \"\(String(repeating: "leaks and ", count: longestString / 10 + 1))leaks\"",
      mended: "about \"leaks and leaks\""))
}

private func notAName(_ word: Word) -> Diagnostic {
  let text = word.isString ? String(word.text.dropFirst().dropLast()) : word.text
  let mended = String(text.lowercased().map { $0 == "_" || $0 == "." || $0 == " " ? "-" : $0 })
  let fix = isName(mended) ? mended : nil
  let reason =
    switch true {
    case word.isString: "a name stands without quotes"
    case word.isReference: "the name of a scenario is written out"
    case text.utf8.count > longestName: "\(text.utf8.count) characters; at most \(longestName)"
    default: "only lower-case letters, digits and inner `-`"
    }
  return Diagnostic(
    .notAName, "`\(text.prefix(80))` cannot name a Kubernetes object", at: word.span, label: reason,
    help: fix.map { "write `\($0)`" }, fix: fix.map { .replace(word.span, with: $0) })
}

private func notAString(_ word: Word) -> Diagnostic {
  Diagnostic(
    .notAString, "expected text in quotes, found `\(word.text)`", at: word.span,
    label: "text stands in quotes", help: "put it in quotes",
    fix: .replace(word.span, with: "\"\(word.text)\""))
}

private func unknownEscape(_ word: Word, after scalars: Int) -> Diagnostic {
  let before = word.text.unicodeScalars.prefix(scalars + 1)
  let offset = String(String.UnicodeScalarView(before)).utf8.count - 1
  let backslash = word.span.part(offset..<offset + 1)
  return Diagnostic(
    .unknownEscape, "unknown escape in a string", at: backslash,
    label: #"expected `\"`, `\\`, `\n`, `\t` or `\u{…}`"#,
    help: "write a backslash twice", fix: .insert("\\", at: backslash.beginning))
}

private func controlCharacter(_ word: Word, _ scalar: Unicode.Scalar) -> Diagnostic {
  Diagnostic(
    .controlCharacter, "a string cannot hold U+\(hexadecimal(scalar))", at: word.span,
    label: "holds a control character", help: "take it out")
}

private func stringTooLong(_ word: Word) -> Diagnostic {
  Diagnostic(
    .stringTooLong, "the string is too long", at: word.span,
    label: "more than \(longestString >> 10) KiB", help: "shorten it")
}

private func hexadecimal(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(4 - digits.count, 0)) + digits
}
