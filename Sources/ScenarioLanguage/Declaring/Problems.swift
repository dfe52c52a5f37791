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

func missingProperty(_ entry: EntryDescription, in owner: Node?) -> Diagnostic {
  let name = owner?.word.short ?? "the file"
  var example = entry.name
  if case .required(let arguments) = entry.presence { example += " " + arguments }
  return Diagnostic(
    .missingProperty, "`\(name)` has no `\(entry.name)`", at: owner?.headSpan ?? .at(0),
    label: "says no `\(entry.name)`", help: "add one, such as `\(example)`")
}

func repeatedProperty(_ node: Node, first: Node) -> Diagnostic {
  let source = node.tree.source
  // Many may repeat one long block: only what is as long is worth a look.
  let isIdentical =
    node.span.count == first.span.count && source[node.span] == source[first.span]
  return Diagnostic(
    .repeatedProperty, "`\(node.word.text)` is said twice", at: node.word.span,
    label: "said again here", related: [.init("first said here", at: first.word.span)],
    help: isIdentical ? "remove the second" : "keep the one that is meant",
    fix: isIdentical ? .remove(source.removal(of: node.span)) : nil)
}

func missingBlock(_ node: Node, _ block: BlockDescription) -> Diagnostic {
  let required = block.entries.compactMap { entry -> String? in
    guard case .required(let arguments) = entry.presence else { return nil }
    return "\(entry.name) \(arguments)"
  }
  let contents = required.count == 1 ? required[0] : "…"
  return Diagnostic(
    .missingBlock, "`\(node.word.text)` has no block", at: node.headSpan,
    label: "expected `{ \(contents) }` after this", help: "add `{ \(contents) }`")
}

/// Arguments stand where the block should, and may be what it should hold.
func missingBlock(
  _ node: Node, _ block: BlockDescription, around arguments: Span
) -> Diagnostic {
  let line = line(meantBy: node, in: block)
  let words = list(block.entries.map(\.name))
  return Diagnostic(
    .missingBlock, "`\(node.word.text)` has no block", at: arguments,
    label: "what `\(node.word.text)` says stands in a block",
    notes: line == nil && !words.isEmpty ? ["in `\(node.word.text)` there can be \(words)"] : [],
    help: "write `{ \(line ?? "…") }`", fix: line.map { .replace(arguments, with: "{ \($0) }") })
}

func unexpectedBlock(_ node: Node, at brace: Span) -> Diagnostic {
  Diagnostic(
    .unexpectedBlock, "`\(node.word.text)` takes no block", at: brace, label: "unexpected block",
    help: "end the line before the `{`, or begin it with the word that the block is of")
}

extension Entry {
  /// Why the arguments of a node fit none of the forms; nil where at most a value is wrong.
  func malformed(_ node: Node, _ misfit: Misfit) -> Diagnostic? {
    switch misfit.reason {
    case .none: nil
    case .wrong(let keyword, let word):
      malformed(
        node, "expected `\(keyword)`, found `\(word.text)`", at: word.span,
        label: "expected `\(keyword)`", help: "write `\(keyword)`",
        fix: .replace(word.span, with: keyword))
    case .missing(let parts, let before): missing(node, parts, after: before ?? node.word)
    case .extra(let word): extra(node, word)
    case .unquoted(let words): unquoted(words)
    case .parted(let number, let unit): parted(number, unit)
    case .unreadable: unreadable(node)
    }
  }

  private func malformed(
    _ node: Node, _ message: String, at span: Span, label: String, help: String? = nil,
    fix: Fix? = nil
  ) -> Diagnostic {
    Diagnostic(
      .malformedArguments, message, at: span, label: label,
      notes: ["it is written \(waysToWrite(node))"], help: help, fix: fix)
  }

  private func extra(_ node: Node, _ word: Word) -> Diagnostic {
    let before = ([node.word] + node.arguments).last { $0.span.end <= word.span.start }
    let isDoubled = before?.text == word.text
    return malformed(
      node,
      isDoubled ? "`\(word.text)` is written twice" : "unexpected `\(word.text)` after `\(name)`",
      at: word.span, label: isDoubled ? "once is enough" : "not expected here",
      help: "remove it", fix: .remove(word.tree.source.removal(of: word.span)))
  }

  /// The forms that the node may have been meant to have; where they are many, how they begin.
  private func waysToWrite(_ node: Node) -> String {
    let begun = forms(begunBy: node.arguments).map(\.description)
    if begun.count <= 4 { return list(begun.map { $0.text(after: name) }, .or) }
    let beginnings = begun.reduce(into: [String]()) { beginnings, form in
      let word = form.parts.first?.text ?? ""
      if !beginnings.contains(word) { beginnings.append(word) }
    }
    return "`\(name)` and then \(list(beginnings, .or))"
  }

  private func missing(_ node: Node, _ parts: [Part], after word: Word) -> Diagnostic {
    let described =
      parts.count == 1 ? parts[0].described : "`\(parts.map(\.text).joined(separator: " "))`"
    let example = parts.map(\.example).joined(separator: " ")
    // A value is the author's to choose: only fixed words can be put in.
    let isFixed = parts.allSatisfy { $0.keyword != nil }
    return malformed(
      node, "`\(name)` lacks \(described)", at: word.span,
      label: "expected \(described) after this",
      help: isFixed ? "insert it" : "insert it, such as `\(example)`",
      fix: isFixed ? .insert(" " + example, at: word.span.ending) : nil)
  }

  private func unreadable(_ node: Node) -> Diagnostic {
    let arguments = node.arguments
    let span = arguments.first.map { $0.span.union(arguments[arguments.count - 1].span) }
    return malformed(
      node, "`\(name)` is not written so", at: span ?? node.word.span,
      label: arguments.isEmpty ? "expected arguments after this" : "not one of its forms")
  }
}

func strayComma(_ comma: Span, in node: Node) -> Diagnostic {
  Diagnostic(
    .unexpectedCharacter, "unexpected `,`", at: comma,
    label: "only the values of a list have commas",
    help: "remove it", fix: .remove(node.tree.source.removal(of: comma)))
}

func missingComma(after value: Word, before next: Word) -> Diagnostic {
  Diagnostic(
    .malformedArguments, "expected `,` before `\(next.text)`", at: next.span,
    label: "values are separated by commas", help: "insert it",
    fix: .insert(",", at: value.span.ending))
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
  // A letter or two may be a unit of something else.
  let time = unit.bytes.count > 2 ? mendTimeUnit(unit.text[...]) : nil
  let together = number.text + (time ?? unit.text)
  return Diagnostic(
    .malformedArguments, "a number and its unit are written together", at: span,
    label: "expected `\(together)`", help: "write `\(together)`",
    fix: .replace(span, with: together))
}

extension Part {
  fileprivate var example: String {
    switch self {
    case .keyword(let word): word
    case .literal(let placeholder, let literal): literal.examples.first ?? placeholder
    }
  }

  fileprivate var described: String {
    switch self {
    case .keyword(let word): "`\(word)`"
    case .literal(let placeholder, let literal): "\(literal.named) (\(placeholder))"
    }
  }
}

/// `a`, `b` and `c`, each in back-quotes.
func list(_ names: [String], _ conjunction: Conjunction = .and) -> String {
  let quoted = names.map { "`\($0)`" }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
  return quoted.dropLast().joined(separator: ", ") + " \(conjunction.rawValue) " + last
}

enum Conjunction: String {
  case and
  case or
}
