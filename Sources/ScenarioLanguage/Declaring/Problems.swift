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
    example: .init(wrong: "memory", mended: "memory { limit 512Mi }"))

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
  /// Why the arguments of a node are not those of the form that they are nearest to; nil where only
  /// a literal is not what it should be, which its reader reports.
  func malformed(_ node: Node, _ alignment: Alignment) -> Diagnostic? {
    let edits = alignment.steps.filter(\.isEdit)
    guard edits.count == 1, let edit = edits.first else {
      return edits.isEmpty ? nil : unreadable(node)
    }
    switch edit {
    case .wrong(let part, let word): return wrong(part, word, in: node)
    case .missing(let part): return missing(part, in: node, alignment)
    case .extra(let word): return extra(word, in: node)
    case .match: return nil
    }
  }

  private func wrong(_ part: Part, _ word: Word, in node: Node) -> Diagnostic {
    Diagnostic(
      .malformedArguments, "expected `\(part.text)`, found `\(word.text)`", at: word.span,
      label: "expected `\(part.text)`", notes: [usage],
      help: "write `\(part.text)`", fix: .replace(word.span, with: part.text))
  }

  private func missing(_ part: Part, in node: Node, _ alignment: Alignment) -> Diagnostic {
    let before = alignment.lastWord(beforeMissing: part)?.span ?? node.word.span
    let fix: Fix? =
      switch part {
      case .keyword(let keyword): .insert(" " + keyword, at: before.end)
      case .literal: nil
      }
    return Diagnostic(
      .malformedArguments, "`\(name)` lacks \(part.described)", at: before,
      label: "expected \(part.described) after this", notes: [usage],
      help: fix == nil ? nil : "insert it", fix: fix)
  }

  private func extra(_ word: Word, in node: Node) -> Diagnostic {
    Diagnostic(
      .malformedArguments, "unexpected `\(word.text)` after `\(name)`", at: word.span,
      label: "not expected here", notes: [usage],
      help: "remove it", fix: .remove(word.span))
  }

  private func unreadable(_ node: Node) -> Diagnostic {
    let arguments = node.arguments
    let span = arguments.first.map { $0.span.union(arguments[arguments.count - 1].span) }
    return Diagnostic(
      .malformedArguments, "`\(name)` is not written so", at: span ?? node.word.span,
      label: arguments.isEmpty ? "expected arguments after this" : "not one of its forms",
      notes: [usage])
  }

  private var usage: String {
    "it is written " + forms.map { "`\($0.description.text(after: name))`" }.joined(separator: " or ")
  }
}

extension Part {
  fileprivate var described: String {
    switch self {
    case .keyword(let word): "`\(word)`"
    case .literal(let placeholder, let literal): "a \(literal.name) (\(placeholder))"
    }
  }
}

extension Alignment.Step {
  /// Whether the form of the arguments is wrong here, not only a value.
  fileprivate var isEdit: Bool {
    switch self {
    case .match, .wrong(.literal, _): false
    case .wrong(.keyword, _), .missing, .extra: true
    }
  }
}

extension Alignment {
  fileprivate func lastWord(beforeMissing part: Part) -> Word? {
    var last: Word?
    for step in steps {
      switch step {
      case .match(_, let word), .wrong(_, let word), .extra(let word): last = word
      case .missing: return last
      }
    }
    return last
  }
}

/// `a`, `b` and `c`, each in back-quotes.
func list(_ names: [String]) -> String {
  let quoted = names.map { "`\($0)`" }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
  return quoted.dropLast().joined(separator: ", ") + " and " + last
}
