/// What a source says, before anything in it has a meaning: nodes, each a word with its arguments
/// and perhaps a block of nodes.
///
/// The tree points at tokens and holds no text. It lies flat, in the order of the source, so that a
/// deep one is as cheap and as safe as a wide one.
package final class SyntaxTree: Sendable {
  package let source: SourceText
  package let tokens: [Token]
  fileprivate let records: [Record]

  init(source: SourceText, tokens: [Token], records: [Record]) {
    self.source = source
    self.tokens = tokens
    self.records = records
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
  package var nodes: NodeList { NodeList(tree: self, range: 0..<records.count) }

  package func span(ofToken index: Int) -> Span {
    let end = index + 1 < tokens.count ? tokens[index + 1].start : tokens[index].start
    return Span(tokens[index].start, end)
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

  fileprivate init(tree: SyntaxTree, index: Int) {
    self.tree = tree
    owner = index
    head = tree.records[index].word..<tree.records[index].argumentsEnd
    lacksWord = tree.tokens[head.lowerBound].kind != .word
  }

  /// Where a node lacks its word, what stands in its place.
  package var word: Word { Word(tree: tree, token: head.lowerBound) }

  package var arguments: [Word] {
    head.dropFirst(lacksWord ? 0 : 1).compactMap { token in
      tree.tokens[token].kind.isArgument ? Word(tree: tree, token: token) : nil
    }
  }

  /// From the word to the last argument.
  package var headSpan: Span {
    let last = arguments.last?.span ?? word.span
    return word.span.union(last)
  }

  /// From the word to the end of the block.
  package var span: Span { closeBrace.map(headSpan.union) ?? headSpan }

  /// The opening brace, or nil where there is no block.
  package var openBrace: Span? { block.map { tree.span(ofToken: $0.open) } }
  package var closeBrace: Span? { block.map { tree.span(ofToken: $0.close) } }
  private var block: (open: Int, close: Int)? { owner.flatMap { tree.records[$0].block } }

  /// The nodes of the block; none where there is no block.
  package var children: NodeList {
    NodeList(tree: tree, range: owner.map { $0 + 1..<tree.records[$0].next } ?? 0..<0)
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
    first.head = head.lowerBound..<argument.token
    first.owner = nil
    second.head = argument.token..<head.upperBound
    second.lacksWord = false
    return (first, second)
  }

  /// Whether the block stands on a line of its own.
  package var hasBlockBelow: Bool {
    guard let open = block?.open, head.upperBound < open else { return false }
    return tree.tokens[head.upperBound..<open].contains { $0.kind == .newline }
  }

  /// The node without its block, and the block alone, as if it lacked a word.
  package var splitBeforeBlock: (Node, Node)? {
    guard let open = block?.open else { return nil }
    var (first, second) = (self, self)
    first.owner = nil
    second.head = open..<open
    second.lacksWord = true
    return (first, second)
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

  package var span: Span { tree.span(ofToken: token) }
  package var text: String { tree.source[span] }
  package var bytes: ArraySlice<UInt8> {
    let span = span
    return tree.source.bytes[span.start..<span.end]
  }
  package var isString: Bool { tree.tokens[token].kind == .string }
  /// Cut off by the end of its line, which the parser has reported.
  package var isBroken: Bool { tree.tokens[token].kind == .unterminatedString }

  package static func == (word: Word, text: StaticString) -> Bool {
    text.withUTF8Buffer { word.bytes.elementsEqual($0) }
  }
}

/// The nodes of a file or of a block, in order.
package struct NodeList: Sequence, Sendable {
  fileprivate let tree: SyntaxTree
  fileprivate let range: Range<Int>

  package func makeIterator() -> Iterator {
    Iterator(tree: tree, position: range.lowerBound, end: range.upperBound)
  }

  package struct Iterator: IteratorProtocol {
    fileprivate let tree: SyntaxTree
    fileprivate var position: Int
    fileprivate let end: Int

    package mutating func next() -> Node? {
      guard position < end else { return nil }
      defer { position = tree.records[position].next }
      return Node(tree: tree, index: position)
    }
  }
}
