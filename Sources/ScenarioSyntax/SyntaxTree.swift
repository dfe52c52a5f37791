/// What a source says, before anything in it has a meaning: nodes, each a word with its arguments
/// and perhaps a block of nodes.
///
/// The tree points at tokens and holds no text. It lies flat, in the order of the source, so that a
/// deep one is as cheap and as safe as a wide one.
package final class SyntaxTree: Sendable {
  package let source: SourceText
  package let tokens: [Token]
  fileprivate let records: [Record]
  /// The tokens that are references, ascending.
  fileprivate let references: [Int]
  /// Whether there is a comma among the arguments of any node.
  fileprivate let hasCommas: Bool

  init(
    source: SourceText, tokens: [Token], records: [Record], references: [Int], hasCommas: Bool
  ) {
    self.source = source
    self.tokens = tokens
    self.records = records
    self.references = references
    self.hasCommas = hasCommas
  }

  /// One node; every number indexes into `tokens`, but `next`.
  struct Record {
    let word: Int
    var argumentsEnd: Int
    /// The block's braces; the closing one is the end of the file's when it is missing.
    var block: (open: Int, close: Int)?
    /// The index of the record after this node and all inside it.
    var next: Int
  }

  /// The nodes of the file, those inside blocks left out.
  package var nodes: NodeList { NodeList(.written(self, 0..<records.count), boundBy: nil) }

  package func span(ofToken index: Int) -> Span {
    let end = index + 1 < tokens.count ? tokens[index + 1].start : tokens[index].start
    return Span(tokens[index].start, end, in: source.number)
  }
}

/// How many blocks may lie within each other; a scenario needs a handful.
package let deepestBlock = 32

/// A node of a ``SyntaxTree``: a word, its arguments, an optional block.
package struct Node: Sendable {
  package let tree: SyntaxTree
  /// The tokens of the word and of the arguments.
  private var head: Range<Int>
  /// The record whose block is the node's; nil for none.
  private var owner: Int?
  /// Whether a string or a block stands where the node should begin with a word.
  package private(set) var lacksWord: Bool
  /// What the references in it, and in its block, stand for.
  private var bindings: Bindings?
  /// The block's nodes, where they are others than those in the tree.
  private var contents: [Node]?

  fileprivate init(tree: SyntaxTree, index: Int) {
    self.tree = tree
    owner = index
    head = tree.records[index].word..<tree.records[index].argumentsEnd
    lacksWord = tree.tokens[head.lowerBound].kind != .word
  }

  /// Where a node lacks its word, what stands in its place.
  package var word: Word { Word(tree: tree, token: head.lowerBound) }

  package var arguments: [Word] {
    head.dropFirst(lacksWord ? 0 : 1).compactMap(argument)
  }

  /// The first of them: a line may be very long.
  package func arguments(atMost count: Int) -> [Word] {
    Array(head.dropFirst(lacksWord ? 0 : 1).lazy.compactMap(argument).prefix(count))
  }

  private func argument(at token: Int) -> Word? {
    guard tree.tokens[token].kind.isArgument else { return nil }
    let word = Word(tree: tree, token: token)
    return bindings.flatMap { word.bound(by: $0) } ?? word
  }

  /// Whether one of the arguments, as they are written, is such.
  package func hasArgument(where condition: (Word) -> Bool) -> Bool {
    head.dropFirst(lacksWord ? 0 : 1).contains { token in
      tree.tokens[token].kind.isArgument && condition(Word(tree: tree, token: token))
    }
  }

  /// From the first argument to the last; nil where there is none.
  package var argumentsSpan: Span? {
    let arguments = head.dropFirst(lacksWord ? 0 : 1)
    let isArgument = { tree.tokens[$0].kind.isArgument }
    guard let first = arguments.first(where: isArgument),
      let last = arguments.last(where: isArgument)
    else { return nil }
    return tree.span(ofToken: first).union(tree.span(ofToken: last))
  }

  /// The commas between two arguments; the parser has reported all others.
  package var commas: [Span] {
    guard tree.hasCommas else { return [] }
    return head.filter { token in
      tree.tokens[token].kind == .comma
        && tree.tokens[(token + 1)...].first { !$0.kind.isTrivia }?.kind.isArgument ?? false
    }.map(tree.span)
  }

  /// From the word to the last argument.
  package var headSpan: Span {
    let word = word.span
    return argumentsSpan.map(word.union) ?? word
  }

  /// From the word to the end of the block.
  package var span: Span { closeBrace.map(headSpan.union) ?? headSpan }

  package var hasBlock: Bool { block != nil }

  /// The opening brace, or nil where there is no block.
  package var openBrace: Span? { block.map { tree.span(ofToken: $0.open) } }
  package var closeBrace: Span? { block.map { tree.span(ofToken: $0.close) } }
  private var block: (open: Int, close: Int)? { owner.flatMap { tree.records[$0].block } }

  /// The nodes of the block; none where there is no block.
  package var children: NodeList {
    if let contents { return NodeList(.listed(contents), boundBy: bindings) }
    let range = owner.map { $0 + 1..<tree.records[$0].next } ?? 0..<0
    return NodeList(.written(tree, range), boundBy: bindings)
  }
}

// MARK: - Nodes as their author may have meant them

extension Node {
  /// The node as if its word were the first of its arguments, and the word forgotten.
  package var withoutWord: Node {
    var node = self
    node.lacksWord = true
    return node
  }

  /// The node cut in two, as if a line end stood before an argument; the block is the second's.
  package func split(before argument: Word) -> (Node, Node) {
    var (first, second) = (self, self)
    // Not the argument's own token, which may be that of what it refers to.
    let cut = head.first { tree.span(ofToken: $0) == argument.span } ?? head.upperBound
    first.head = head.lowerBound..<cut
    first.owner = nil
    second.head = cut..<head.upperBound
    second.lacksWord = false
    return (first, second)
  }

  /// Whether the block stands on a line of its own.
  package var hasBlockBelow: Bool {
    guard let open = block?.open, head.upperBound < open else { return false }
    return tree.tokens[head.upperBound..<open].contains { $0.kind == .newline }
  }

  /// The node without its block, and the block alone, as if it lacked a word. Nil where there is no
  /// block, or one without its `{`, of which the parser has said what is missing.
  package var splitBeforeBlock: (Node, Node)? {
    guard let open = block?.open, isBrace(open) else { return nil }
    var (first, second) = (self, self)
    first.owner = nil
    second.head = open..<open
    second.lacksWord = true
    return (first, second)
  }

  private func isBrace(_ token: Int) -> Bool {
    switch tree.tokens[token].kind {
    case .openBrace: true
    case .word: tree.source.brace(meantBy: tree.span(ofToken: token)) == .openBrace
    case .byteOrderMark, .space, .newline, .comment, .string, .unterminatedString, .reference,
      .equals, .closeBrace, .comma, .stray, .endOfFile:
      false
    }
  }

  /// Whether a string among the arguments is not closed, which the parser has reported.
  package var hasOpenString: Bool {
    head.contains { tree.tokens[$0].kind == .unterminatedString }
  }
}

/// A word or a string, at its place.
package struct Word: Sendable {
  package let tree: SyntaxTree
  let token: Int
  /// The reference that stands for it.
  private var reference: Reference?

  private final class Reference: Sendable {
    let name: String
    let span: Span

    init(_ name: String, at span: Span) {
      self.name = name
      self.span = span
    }
  }

  fileprivate init(tree: SyntaxTree, token: Int) {
    self.tree = tree
    self.token = token
  }

  /// Where it is used: its own place, or that of the reference that stands for it.
  package var span: Span { reference?.span ?? tree.span(ofToken: token) }
  package var text: String { String(decoding: bytes, as: UTF8.self) }
  package var bytes: ArraySlice<UInt8> {
    let span = tree.span(ofToken: token)
    return tree.source.bytes[span.start..<span.end]
  }
  package var isString: Bool { tree.tokens[token].kind == .string }
  /// Cut off by the end of its line, which the parser has reported.
  package var isBroken: Bool { tree.tokens[token].kind == .unterminatedString }
  package var isEquals: Bool { tree.tokens[token].kind == .equals }
  /// A reference to what is not defined.
  package var isReference: Bool { tree.tokens[token].kind == .reference }

  package static func == (word: Word, text: StaticString) -> Bool {
    text.withUTF8Buffer { word.bytes.elementsEqual($0) }
  }
}

/// The nodes of a file or of a block, in order.
package struct NodeList: Sequence, Sendable {
  fileprivate enum Contents {
    case written(SyntaxTree, Range<Int>)
    case listed([Node])
  }

  private let contents: Contents
  private let bindings: Bindings?

  fileprivate init(_ contents: Contents, boundBy bindings: Bindings?) {
    self.contents = contents
    self.bindings = bindings
  }

  package func makeIterator() -> Iterator {
    switch contents {
    case .written(_, let range):
      Iterator(list: self, position: range.lowerBound, end: range.upperBound)
    case .listed(let nodes): Iterator(list: self, position: 0, end: nodes.count)
    }
  }

  package struct Iterator: IteratorProtocol {
    fileprivate let list: NodeList
    fileprivate var position: Int
    fileprivate let end: Int

    package mutating func next() -> Node? {
      guard position < end else { return nil }
      switch list.contents {
      case .written(let tree, _):
        defer { position = tree.records[position].next }
        return Node(tree: tree, index: position).bound(by: list.bindings)
      case .listed(let nodes):
        defer { position += 1 }
        return nodes[position].bound(by: list.bindings)
      }
    }
  }
}

// MARK: - References, and what stands in their place

/// What names stand for.
package final class Bindings: Sendable {
  private let outer: Bindings?
  private let values: [String: Word]

  package init(_ values: [String: Word], in outer: Bindings? = nil) {
    self.values = values
    self.outer = outer
  }

  package func value(of name: String) -> Word? { values[name] ?? outer?.value(of: name) }
}

extension Node {
  /// The node with the values in the place of its references; one that is bound stays as it is.
  package func bound(by bindings: Bindings?) -> Node {
    guard let bindings, self.bindings == nil else { return self }
    var node = self
    node.bindings = bindings
    return node
  }

  /// The node with other nodes in its block.
  package func holding(_ nodes: [Node]) -> Node {
    var node = self
    node.contents = nodes
    return node
  }

  /// All references that are written in the node and in its block.
  package var references: [Word] {
    let end = block?.close ?? head.upperBound
    let first = tree.references.partitioningIndex { $0 >= head.lowerBound }
    return tree.references[first...].prefix { $0 < end }.map { Word(tree: tree, token: $0) }
  }
}

extension Word {
  /// The value that a reference stands for; nil for another word, and where it is not defined.
  fileprivate func bound(by bindings: Bindings) -> Word? {
    guard isReference, var value = bindings.value(of: name) else { return nil }
    value.reference = Word.Reference(name, at: span)
    return value
  }

  /// Of a reference, or of what stands in its place: the name after the `$`.
  package var name: String {
    reference?.name ?? String(decoding: bytes.dropFirst(), as: UTF8.self)
  }

  /// The word where it was defined; nil where no reference stands for it.
  package var definition: Word? {
    reference == nil ? nil : Word(tree: tree, token: token)
  }
}

extension [Int] {
  /// The first index whose element fulfills the condition, as all after it do.
  fileprivate func partitioningIndex(where condition: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
