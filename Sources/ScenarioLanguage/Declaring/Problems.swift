import ScenarioSyntax

extension DiagnosticKind {
  /// What the table finds wrong by itself, whatever the property.
  static let declaring = [
    unknownWord, missingProperty, repeatedProperty, malformedArguments, missingBlock,
    unexpectedBlock,
  ]

  static let unknownWord = DiagnosticKind(
    "unknown-word",
    explanation: "Each block admits certain words; Grammar.md lists them.",
    example: .init(wrong: "namespaec stress-test", mended: "namespace stress-test"))

  static let missingProperty = DiagnosticKind(
    "missing-property",
    explanation: "Some properties have no default, for no default would be what most authors mean.",
    example: .init(wrong: "memory { request 256Mi }", mended: "memory { limit 512Mi }"))

  static let repeatedProperty = DiagnosticKind(
    "repeated-property",
    explanation: "A property stands in its block once; of two, which one holds would be a guess.",
    example: .init(wrong: "restart always\nrestart never", mended: "restart always"))

  static let malformedArguments = DiagnosticKind(
    "malformed-arguments",
    explanation: "The arguments of a word follow one of the forms that Grammar.md lists for it.",
    example: .init(
      wrong: "ramp { linear from 64Mi to 640Mi }",
      mended: "ramp { linear from 64Mi to 640Mi over 10m }"))

  static let missingBlock = DiagnosticKind(
    "missing-block",
    explanation: "Some words say nothing by themselves: what they mean stands in a block.",
    example: .init(wrong: "memory # of 512Mi", mended: "memory { limit 512Mi }"))

  static let unexpectedBlock = DiagnosticKind(
    "unexpected-block",
    explanation: "Only some words take a block; the others end with their arguments.",
    example: .init(wrong: "restart always { }", mended: "restart always"))
}

func unknownWord(_ node: Node, in owner: Node?, expected: [EntryDescription]) -> Diagnostic {
  let word = node.word.text
  let names = expected.map(\.name)
  let near = nearest(to: word, among: names)
  let place = owner.map { "in `\($0.word.text)`" } ?? "here"
  return Diagnostic(
    .unknownWord, "`\(word)` means nothing \(place)", at: node.word.span,
    label: near.map { "did you mean `\($0)`?" } ?? "unknown \(place)",
    notes: near == nil ? ["\(place) there can be \(list(names))"] : [],
    help: near.map { "write `\($0)`" }, fix: near.map { .replace(node.word.span, with: $0) })
}

func missingProperty(_ entry: EntryDescription, in owner: Node?) -> Diagnostic {
  let name = owner?.word.text ?? "the file"
  var example = entry.name
  if case .required(let arguments) = entry.presence { example += " " + arguments }
  return Diagnostic(
    .missingProperty, "`\(name)` has no `\(entry.name)`", at: owner?.headSpan ?? .at(0),
    label: "says no `\(entry.name)`", help: "add one, such as `\(example)`")
}

func repeatedProperty(_ node: Node, first: Node) -> Diagnostic {
  Diagnostic(
    .repeatedProperty, "`\(node.word.text)` is said twice", at: node.word.span,
    label: "said again here", related: [.init("first said here", at: first.word.span)],
    help: "keep the one that is meant")
}

func missingBlock(_ node: Node) -> Diagnostic {
  Diagnostic(
    .missingBlock, "`\(node.word.text)` has no block", at: node.headSpan,
    label: "expected `{ … }` after this")
}

func unexpectedBlock(_ node: Node, at brace: Span) -> Diagnostic {
  Diagnostic(
    .unexpectedBlock, "`\(node.word.text)` takes no block", at: brace, label: "unexpected block")
}

extension Entry {
  /// Why the arguments of a node fit none of the forms; nil where at most a value is wrong.
  func malformed(_ node: Node, _ misfit: Misfit) -> Diagnostic? {
    switch misfit.reason {
    case .none: nil
    case .wrong(let keyword, let word):
      malformed(
        "expected `\(keyword)`, found `\(word.text)`", at: word.span,
        label: "expected `\(keyword)`", help: "write `\(keyword)`",
        fix: .replace(word.span, with: keyword))
    case .missing(let parts, let before): missing(parts, after: before ?? node.word)
    case .extra(let word):
      malformed(
        "unexpected `\(word.text)` after `\(name)`", at: word.span, label: "not expected here",
        help: "remove it", fix: .remove(word.tree.source.removal(of: word.span)))
    case .unquoted(let words): unquoted(words)
    case .parted(let number, let unit): parted(number, unit)
    case .unreadable: unreadable(node)
    }
  }

  private func malformed(
    _ message: String, at span: Span, label: String, help: String? = nil, fix: Fix? = nil
  ) -> Diagnostic {
    let forms = forms.map { "`\($0.description.text(after: name))`" }
    return Diagnostic(
      .malformedArguments, message, at: span, label: label,
      notes: ["it is written \(forms.joined(separator: " or "))"], help: help, fix: fix)
  }

  private func missing(_ parts: [Part], after word: Word) -> Diagnostic {
    let described =
      parts.count == 1 ? parts[0].described : "`\(parts.map(\.text).joined(separator: " "))`"
    let keywords = parts.map { part -> String? in
      switch part {
      case .keyword(let keyword): keyword
      case .literal: nil
      }
    }
    let text = keywords.contains(nil) ? nil : keywords.compactMap(\.self).joined(separator: " ")
    return malformed(
      "`\(name)` lacks \(described)", at: word.span, label: "expected \(described) after this",
      help: text == nil ? nil : "insert it", fix: text.map { .insert(" " + $0, at: word.span.end) })
  }

  private func unreadable(_ node: Node) -> Diagnostic {
    let arguments = node.arguments
    let span = arguments.first.map { $0.span.union(arguments[arguments.count - 1].span) }
    return malformed(
      "`\(name)` is not written so", at: span ?? node.word.span,
      label: arguments.isEmpty ? "expected arguments after this" : "not one of its forms")
  }
}

private func unquoted(_ words: [Word]) -> Diagnostic {
  let span = words[0].span.union(words[words.count - 1].span)
  let source = words[0].tree.source
  return Diagnostic(
    .notAString, "expected text in quotes", at: span, label: "text stands in quotes",
    help: "put it in quotes", fix: .replace(span, with: "\"\(source[span])\""))
}

private func parted(_ number: Word, _ unit: Word) -> Diagnostic {
  let span = number.span.union(unit.span)
  return Diagnostic(
    .malformedArguments, "a number and its unit are written together", at: span,
    label: "expected `\(number.text)\(unit.text)`", help: "remove the blank",
    fix: .remove(Span(number.span.end, unit.span.start)))
}

extension Part {
  fileprivate var described: String {
    switch self {
    case .keyword(let word): return "`\(word)`"
    case .literal(let placeholder, let literal):
      let article = literal.name.first.map { "aeiou".contains($0) } ?? false ? "an" : "a"
      return "\(article) \(literal.name) (\(placeholder))"
    }
  }
}

/// `a`, `b` and `c`, each in back-quotes.
func list(_ names: [String]) -> String {
  let quoted = names.map { "`\($0)`" }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
  return quoted.dropLast().joined(separator: ", ") + " and " + last
}
