import ScenarioSyntax

/// Gives each node of a block the entry that it names, or was most likely meant to name: so the
/// values of a misspelt property are checked, and it is not said to be missing, too.
///
/// Nil, and a report, for a node of which nothing can be made.
func assign(
  _ nodes: NodeList, in owner: Node?, to block: BlockDescription, _ report: inout Report
) -> [(node: Node, entry: Int)?] {
  if let assigned = assignPlain(nodes, to: block) { return assigned }
  let nodes = nodes.flatMap { separate($0, block, &report) }
    .flatMap { separateBlock($0, block, &report) }
  var guesses = mostGuesses
  var said = Set(block.isOrdered ? [] : nodes.compactMap { block.index(of: $0.word) })
  return nodes.map { node in
    if report.isFull { return nil }
    if !node.lacksWord, let entry = block.index(of: node.word) { return (node, entry) }
    guesses -= 1
    if guesses < 0 {
      if let problem = unguessed(node, in: owner) { report.add(problem) }
      return nil
    }
    let free = block.entries.enumerated().filter {
      !said.contains($0.offset) || $0.element.isRepeatable
    }
    let guess = Guess(of: node, among: free.map(\.element))
    guard let problem = guess.problem(in: owner, block.entries) else { return nil }
    report.add(problem)
    guard let entry = guess.entry else { return nil }
    let meant = free[entry].offset
    said.insert(meant)
    return (guess.node, meant)
  }
}

/// In one block. Where there are more words without a meaning, it is no scenario, and a guess for each
/// takes long.
private let mostGuesses = 1_000

/// The usual case, and the quick one: each node begins with a word of the block, and no two have run
/// together. Nil where that is not so.
private func assignPlain(
  _ nodes: NodeList, to block: BlockDescription
) -> [(node: Node, entry: Int)?]? {
  var assigned: [(node: Node, entry: Int)?] = []
  for node in nodes {
    guard !node.lacksWord, let entry = block.index(of: node.word),
      !node.hasBlock || block.entries[entry].takesBlock && !node.hasBlockBelow,
      !node.hasArgument(where: { block.index(of: $0) != nil })
    else { return nil }
    assigned.append((node, entry))
  }
  return assigned
}

/// What a node may be whose word is none of its block's.
private struct Guess {
  enum Reason {
    case misspelt
    /// The arguments are those of the entry alone.
    case argumentsFit
    /// So are the word and the arguments: the word of the entry was left out.
    case wordIsMissing
    case none
  }

  /// As it is to be read.
  let node: Node
  let reason: Reason
  let candidate: EntryDescription?
  /// Among the entries that were asked for.
  let entry: Int?

  init(of node: Node, among entries: [EntryDescription]) {
    let headless = node.withoutWord
    let near = node.lacksWord ? nil : nearest(to: node.word.text, among: entries.map(\.name))
    let lost = Self.only(of: entries, thatFits: headless)
    let isAtHomeElsewhere =
      !node.lacksWord && (!homes(of: node.word.text).isEmpty || standsAlone(node.word))
    if isAtHomeElsewhere {
      (self.node, reason, entry) = (node, .none, nil)
    } else if let lost, entries[lost].keywords.contains(node.word.text) {
      (self.node, reason, entry) = (headless, .wordIsMissing, lost)
    } else if let near {
      (self.node, reason) = (node, .misspelt)
      entry = entries.firstIndex { $0.name == near }
    } else if let lost {
      (self.node, reason, entry) = (headless, .wordIsMissing, lost)
    } else if !node.lacksWord, let only = Self.only(of: entries, thatFits: node),
      node.openBrace != nil || entries[only].isBegun(by: node.arguments)
    {
      (self.node, reason, entry) = (node, .argumentsFit, only)
    } else if !node.lacksWord,
      let begun = beginning(of: node.word.text, among: entries.map(\.name))
    {
      (self.node, reason) = (node, .misspelt)
      entry = entries.firstIndex { $0.name == begun }
    } else {
      (self.node, reason, entry) = (node, .none, nil)
    }
    candidate = entry.map { entries[$0] }
  }

  /// Of several, the only one that has to be there.
  private static func only(of entries: [EntryDescription], thatFits node: Node) -> Int? {
    let fitting = entries.indices.filter { entries[$0].isTold(by: node) }
    if fitting.count == 1 { return fitting[0] }
    let required = fitting.filter { entries[$0].isRequired }
    return required.count == 1 ? required[0] : nil
  }

  /// Nil where the parser has said all.
  func problem(in owner: Node?, _ entries: [EntryDescription]) -> Diagnostic? {
    switch (reason, candidate) {
    case (.misspelt, let candidate?), (.argumentsFit, let candidate?):
      misspelt(node, in: owner, candidate.name)
    case (.wordIsMissing, let candidate?): missingWord(node, candidate.name)
    case (_, _): node.lacksWord ? missingWord(node, nil) : unknownWord(node, in: owner, entries)
    }
  }
}

// MARK: - Blocks that lost their word

/// A node, its block cut from it if it takes none and another word can be meant.
private func separateBlock(
  _ node: Node, _ block: BlockDescription, _ report: inout Report
) -> [Node] {
  guard !report.isFull, !node.lacksWord, let (bare, contents) = node.splitBeforeBlock,
    let entry = block.entry(nearestTo: node.word)
  else { return [node] }
  if entry.takesBlock {
    if node.hasBlockBelow { report.add(misplacedBrace(of: node, before: contents)) }
    return [node]
  }
  let isAnother = node.hasBlockBelow || block.entries.contains { $0.isTold(by: contents) }
  return isAnother ? [bare, contents] : [node]
}

extension BlockDescription {
  fileprivate func entry(nearestTo word: Word) -> EntryDescription? {
    if let index = index(of: word) { return entries[index] }
    let name = nearest(to: word.text, among: entries.map(\.name))
    return entries.first { $0.name == name }
  }
}

// MARK: - Blocks that lost their braces

/// The arguments of a node as the line of its block that they were meant to be; nil where that cannot
/// be told.
func line(meantBy node: Node, in block: BlockDescription) -> String? {
  guard let first = node.arguments(atMost: 1).first, let span = node.argumentsSpan
  else { return nil }
  let text = node.tree.source[span]
  if block.map != nil { return node.arguments(atMost: 3).count == 2 ? text : nil }
  let contents = node.split(before: first).1
  if let known = block.index(of: contents.word) {
    return block.entries[known].fits(contents) ? text : nil
  }
  let guess = Guess(of: contents.withoutWord, among: block.entries)
  return guess.candidate.map { "\($0.name) \(text)" }
}

// MARK: - Lines that ran together

/// A node, cut where the word of another one follows its arguments.
private func separate(
  _ node: Node, _ block: BlockDescription, _ report: inout Report
) -> [Node] {
  var nodes: [Node] = []
  var rest = node
  // A line of more than these is rubbish, and not worth a quadratic look.
  while !report.isFull, nodes.count < 64,
    let entry = block.index(of: rest.word).map({ block.entries[$0] }), !entry.fits(rest),
    let cut = cut(rest, entry, block)
  {
    report.add(missingLineEnd(before: cut.1))
    nodes.append(cut.0)
    rest = cut.1
  }
  return nodes + [rest]
}

private func cut(
  _ node: Node, _ entry: EntryDescription, _ block: BlockDescription
) -> (Node, Node)? {
  for argument in node.arguments(atMost: entry.longestForm + 1) {
    guard !argument.isString, block.index(of: argument) != nil else { continue }
    let (first, second) = node.split(before: argument)
    if entry.fits(first) { return (first, second) }
  }
  return nil
}

extension EntryDescription {
  fileprivate var isRepeatable: Bool {
    if case .repeated = presence { true } else { false }
  }

  fileprivate var isRequired: Bool {
    if case .required = presence { true } else { false }
  }

  fileprivate var keywords: [String] {
    forms.flatMap { $0.parts + $0.tail }.compactMap(\.keyword)
  }

  /// A quantity alone may be that of many a property.
  fileprivate func isBegun(by words: [Word]) -> Bool {
    words.first.map { keywords.contains($0.text) } ?? false
  }

  fileprivate var longestForm: Int {
    forms.map { $0.parts.count + $0.tail.count }.max() ?? 0
  }

  /// Whether a node is written as one of the forms is.
  fileprivate func fits(_ node: Node) -> Bool {
    let isList = forms.contains(where: \.isList)
    let words = isList ? node.arguments : node.arguments(atMost: longestForm + 1)
    return forms.contains { form in
      (form.block == nil) == (node.openBrace == nil) && form.arguments(from: words) != nil
    }
  }

  /// Whether it fits, and has something that few entries have: a fixed word, a quantity or a
  /// string, or in its block a word that is known there.
  fileprivate func isTold(by node: Node) -> Bool {
    guard fits(node) else { return false }
    if node.openBrace != nil {
      let words = forms.compactMap(\.block).flatMap { $0.entries.map(\.name) }
      return node.children.contains { words.contains($0.word.text) }
    }
    return node.arguments.contains {
      $0.isString || $0.resemblesQuantity || keywords.contains($0.text)
    }
  }
}

// MARK: - Messages

private func misspelt(_ node: Node, in owner: Node?, _ name: String) -> Diagnostic {
  Diagnostic(
    .unknownWord, "`\(node.word.text)` means nothing \(place(owner))", at: node.word.span,
    label: "did you mean `\(name)`?", help: "write `\(name)`",
    fix: .replace(node.word.span, with: name))
}

/// A word that is near to none of the block's.
private func unknownWord(
  _ node: Node, in owner: Node?, _ entries: [EntryDescription]
) -> Diagnostic {
  let word = node.word.text
  let blocks = homes(of: word)
  guard blocks.isEmpty else {
    return Diagnostic(
      .unknownWord, "`\(word)` means nothing \(place(owner))", at: node.word.span,
      label: "belongs in \(list(blocks, .or))",
      help: "move it to \(list(blocks.map { "\($0) { … }" }, .or))")
  }
  if standsAlone(node.word) {
    return Diagnostic(
      .unknownWord, "`\(word)` means nothing \(place(owner))", at: node.word.span,
      label: "stands outside of all blocks", help: "move it to the top of the file")
  }
  return Diagnostic(
    .unknownWord, "`\(word)` means nothing \(place(owner))", at: node.word.span,
    label: "unknown \(place(owner))",
    notes: ["\(place(owner)) there can be \(list(entries.map(\.name)))"])
}

/// Nil where the parser has said all.
private func unguessed(_ node: Node, in owner: Node?) -> Diagnostic? {
  if node.lacksWord { return missingWord(node, nil) }
  let place = place(owner)
  return Diagnostic(
    .unknownWord, "`\(node.word.short)` means nothing \(place)", at: node.word.span,
    label: "unknown \(place)")
}

private func place(_ owner: Node?) -> String { owner.map { "in `\($0.word.short)`" } ?? "here" }

/// Nil where the parser has reported the string that stands in the word's place.
func missingWord(_ node: Node, _ name: String?) -> Diagnostic? {
  if node.word.isBroken { return nil }
  let span = node.word.span
  return Diagnostic(
    .expectedWord,
    "expected \(name.map { "`\($0)`" } ?? "a word") at the start of the line, found `\(node.word.short)`",
    at: span,
    label: name.map { "`\($0)` is missing before this" } ?? "a line begins with a word",
    help: name.map { "write `\($0)` before it" },
    fix: name.map { insertion(of: $0, before: span, in: node.tree.source) })
}

/// After the arguments of another node the word would be one of them: it begins a line.
private func insertion(of name: String, before span: Span, in source: SourceText) -> Fix {
  let blanks = source.blanks(before: span.start)
  let last = blanks.start == 0 ? nil : source.bytes[blanks.start - 1]
  switch last {
  case nil, UInt8(ascii: "\n"), UInt8(ascii: "{"), UInt8(ascii: "}"):
    return .insert("\(name) ", at: span.beginning)
  case _?:
    return .replace(blanks, with: "\n\(source.indentation(of: span.start))\(name) ")
  }
}

private func misplacedBrace(of node: Node, before block: Node) -> Diagnostic {
  let brace = block.word.span
  let end = node.headSpan.ending
  return Diagnostic(
    .misplacedBrace, "`{` stands on a line of its own", at: brace,
    label: "belongs at the end of the line of `\(node.word.text)`",
    help: "move it up",
    fix: Fix([
      .init(span: end, replacement: " {"),
      .init(span: node.tree.source.removal(of: brace), replacement: ""),
    ]))
}

private func missingLineEnd(before node: Node) -> Diagnostic {
  let source = node.tree.source
  let start = node.word.span.start
  return Diagnostic(
    .expectedLineEnd, "expected a line end before `\(node.word.text)`", at: node.word.span,
    label: "begins on the line of another", help: "put it on a line of its own",
    fix: .replace(source.blanks(before: start), with: "\n" + source.indentation(of: start)))
}

extension Word {
  /// In one line that nobody has to scroll. All that a block holds may name its owner: that takes no
  /// longer if the owner's word is long.
  var short: String {
    // A scalar takes at most four bytes.
    let span = span
    let text = tree.source[Span(span.start, min(span.end, span.start + 33 * 4))]
    return text.unicodeScalars.count > 32 ? String(text.prefix(31)) + "…" : text
  }
}
