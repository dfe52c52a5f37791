// What can be wrong with the form of a source, whatever it means.

extension DiagnosticKind {
  /// What is wrong with the form of a source, whatever it means; where a node lacks its word, or two
  /// run together, the checker says so, for it can tell which.
  package static let syntax: [DiagnosticKind] = [
    notUTF8, expectedWord, expectedLineEnd, unexpectedCharacter, unterminatedString,
    bracketForBrace, unopenedBlock, unclosedBlock, missingBrace, misplacedBrace, nestingTooDeep,
    tooManyMistakes,
  ]

  static let notUTF8 = DiagnosticKind(
    "not-utf8",
    explanation: """
      A scenario is UTF-8 text. A byte that is not part of a UTF-8 character usually means that \
      an editor saved the file in another encoding, such as Latin-1.
      """,
    example: .init(
      wrong: [UInt8]("about \"leaks at the caf".utf8) + [0xE9] + [UInt8(ascii: "\"")],
      mended: "about \"leaks at the café\""))

  package static let expectedWord = DiagnosticKind(
    "expected-word",
    explanation: """
      Each line begins with a word that says what the line is about; values and blocks come after \
      it.
      """,
    example: .init(wrong: "\"stress-test\" namespace", mended: "namespace stress-test"))

  package static let expectedLineEnd = DiagnosticKind(
    "expected-line-end",
    explanation: """
      Each property and each phase stands on a line of its own; after the `}` that closes a block, \
      too, a new line begins.
      """,
    example: .init(
      wrong: "memory { limit 512Mi } restart always",
      mended: "memory { limit 512Mi }\nrestart always"))

  package static let unexpectedCharacter = DiagnosticKind(
    "unexpected-character",
    explanation: """
      Arguments are separated by blanks, and only the values of a list by commas; a block is opened \
      by one `{`, and control characters mean nothing in a scenario.
      """,
    example: .init(wrong: "schedule every, 30m", mended: "schedule every 30m"))

  static let unterminatedString = DiagnosticKind(
    "unterminated-string",
    explanation: """
      A string ends with a `"` on the line where it began. A line end inside one is written `\\n`, \
      a quote `\\"`.
      """,
    example: .init(wrong: "about \"A leak", mended: "about \"A leak\""))

  static let bracketForBrace = DiagnosticKind(
    "bracket-for-brace",
    explanation: "Blocks stand in braces: `{` and `}`. Other brackets mean nothing in a scenario.",
    example: .init(wrong: "memory [ limit 512Mi }", mended: "memory { limit 512Mi }"))

  static let unopenedBlock = DiagnosticKind(
    "unopened-block",
    explanation: "There are more `}` than `{`: this one closes nothing.",
    example: .init(wrong: "memory { limit 512Mi }\n    }", mended: "memory { limit 512Mi }"))

  static let unclosedBlock = DiagnosticKind(
    "unclosed-block",
    explanation: """
      There are more `{` than `}`. Which block lacks its `}` is told from the indentation of the \
      lines that follow it.
      """,
    example: .init(
      wrong: "memory {\n    limit 512Mi", mended: "memory {\n    limit 512Mi\n}"))

  static let missingBrace = DiagnosticKind(
    "missing-brace",
    explanation: "A block begins with `{`, at the end of the line of the node that it belongs to.",
    example: .init(
      wrong: "memory\n    limit 512Mi\n}", mended: "memory {\n    limit 512Mi\n}"))

  package static let misplacedBrace = DiagnosticKind(
    "misplaced-brace",
    explanation: """
      The `{` of a block stands on the line of the node that it belongs to, for a line end ends a \
      node.
      """,
    example: .init(
      wrong: "memory\n{\n    limit 512Mi\n}", mended: "memory {\n    limit 512Mi\n}"))

  static let nestingTooDeep = DiagnosticKind(
    "nesting-too-deep",
    explanation: "Blocks may lie \(deepestBlock) deep within each other.",
    example: .init(
      wrong: "ramp {\n    \(nested(deepestBlock))\n}",
      mended: "ramp {\n    \(nested(2))\n}"))
}

/// Repetitions that lie `depth` deep within each other, in a line.
private func nested(_ depth: Int) -> String {
  String(repeating: "repeat 2 { ", count: depth) + "jump to 1Mi"
    + String(repeating: " }", count: depth)
}

/// At most one: after the first byte that is not UTF-8, the rest is likely to be wrong too.
func encodingProblems(in source: SourceText) -> [Diagnostic] {
  guard let wrong = source.firstByteNotUTF8 else { return [] }
  return [
    Diagnostic(
      .notUTF8, "the file is not UTF-8", at: Span(wrong, wrong + 1, in: source.number),
      label:
        "byte 0x\(String(source.bytes[wrong], radix: 16, uppercase: true)) is part of no UTF-8 character",
      help: "save the file as UTF-8")
  ]
}

extension Parser {
  func expectedLineEnd(at span: Span) -> Diagnostic {
    Diagnostic(
      .expectedLineEnd, "expected a line end after `}`, found `\(shown(span))`", at: span,
      label: "begins on the line of a closed block",
      help: "put it on a line of its own",
      fix: .replace(
        source.blanks(before: span.start), with: "\n" + source.indentation(ofLineAt: lineStart)))
  }

  /// Of a comma or of control characters.
  func unexpectedCharacter(at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedCharacter, "unexpected `\(shown(span))`", at: span,
      label: source.bytes[span.start] == UInt8(ascii: ",")
        ? "only the values of a list have commas" : "control characters mean nothing",
      help: "remove it", fix: .remove(source.removal(of: span)))
  }

  func unterminatedString(at span: Span) -> Diagnostic {
    Diagnostic(
      .unterminatedString, "the string has no closing quote", at: span,
      label: "not closed on its line",
      help: "close it", fix: .insert("\"", at: span.ending))
  }

  /// The words are those before the quote, back to the last string: where there is but one, it is
  /// plain where the string begins; where that touches a string, the quote may be missing there.
  func unopenedString(at span: Span, after words: [Span]) -> Diagnostic {
    let quote = span.part(0..<1)
    if source.blanks(before: words[0].start).count == 0 {
      return Diagnostic(
        .unterminatedString, "a quote is missing on this line", at: quote,
        label: "has no other half", help: "write `\"` where a string begins, and where it ends")
    }
    return Diagnostic(
      .unterminatedString, "the string has no opening quote", at: quote,
      label: "closes a string that was never opened", help: "write `\"` where it begins",
      fix: words.count == 1 ? .insert("\"", at: words[0].beginning) : nil)
  }

  func doubledBrace(at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedCharacter, "the block is opened twice", at: span, label: "one `{` too many",
      help: "remove it", fix: .remove(source.removal(of: span)))
  }

  func bracketForBrace(at span: Span, _ brace: Token.Kind) -> Diagnostic {
    let meant = brace == .openBrace ? "{" : "}"
    return Diagnostic(
      .bracketForBrace, "expected `\(meant)`, found `\(shown(span))`", at: span,
      label: "blocks stand in braces", help: "write `\(meant)`",
      fix: .replace(span, with: meant))
  }

  func unopenedBlock(at span: Span) -> Diagnostic {
    Diagnostic(
      .unopenedBlock, "`}` without a `{`", at: span, label: "closes nothing",
      help: "remove it", fix: .remove(source.removal(of: span)))
  }

  func unclosedBlock(of owner: Owner, open: Span) -> Diagnostic {
    let end = Span.at(endOfLastToken, in: source.number)
    let indentation = source.indentation(of: owner.word.start)
    return Diagnostic(
      .unclosedBlock, "the block of `\(shown(owner.word))` is never closed", at: open,
      label: "no `}` for this", related: [.init("expected `}` here", at: end)],
      help: "close the block",
      fix: .insert("\n\(indentation)}", at: end))
  }

  func missingBrace(after node: SyntaxTree.Record) -> Diagnostic {
    let end = span(ofToken: node.argumentsEnd - 1).ending
    return Diagnostic(
      .missingBrace, "the block of `\(shown(span(ofToken: node.word)))` has no `{`", at: end,
      label: "expected `{` here", help: "open the block", fix: .insert(" {", at: end))
  }

  func nestingTooDeep(at brace: Span) -> Diagnostic {
    Diagnostic(
      .nestingTooDeep, "blocks lie more than \(deepestBlock) deep within each other",
      at: brace, label: "one too deep", help: "say it with fewer blocks within each other")
  }

  /// The source of a span, short and in one line.
  private func shown(_ span: Span) -> String {
    var text = ""
    for scalar in source[span].unicodeScalars {
      if text.utf8.count >= 32 { return text + "…" }
      text += scalar.value < 0x20 ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    return text
  }
}
