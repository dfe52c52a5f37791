/// Builds the tree of a source. Never fails: what cannot be read is reported and stepped over.
///
/// The parser knows no property's name; what it reports is about the form of the text alone.
package func parse(_ source: SourceText) -> (SyntaxTree, [Diagnostic]) {
  let tokens = lex(source)
  var parser = Parser(source: source, tokens: tokens, layout: nil)
  parser.parseFile()
  if parser.bracesAreUneven {
    parser = Parser(source: source, tokens: tokens, layout: Layout(of: source))
    parser.parseFile()
  }
  let tree = SyntaxTree(
    source: source, tokens: tokens, records: parser.records, references: parser.references,
    hasCommas: parser.hasCommas)
  return (tree, encodingProblems(in: source) + parser.diagnostics.all)
}

/// A recursive-descent parser, one function a production of Grammar.md.
///
/// Where the braces of a file do not pair, its indentation tells better than they do which one is
/// missing or too many: the file is read a second time with its `layout`.
struct Parser {
  let source: SourceText
  let tokens: [Token]
  /// Nil as long as the braces are trusted.
  let layout: Layout?
  /// Index of the next token.
  private(set) var position = 0
  /// Where the line of the next token starts.
  private(set) var lineStart = 0
  private(set) var records: [SyntaxTree.Record] = []
  private(set) var references: [Int] = []
  private(set) var hasCommas = false
  private(set) var diagnostics = Diagnostics()
  private(set) var bracesAreUneven = false
  /// Whether the outermost node being read holds a block that is skipped. Such a node is left out,
  /// for what is left of it would only mislead.
  private var isTooDeep = false

  init(source: SourceText, tokens: [Token], layout: Layout?) {
    self.source = source
    self.tokens = tokens
    self.layout = layout
    records.reserveCapacity(tokens.count / 8 + 1)
  }

  /// The node whose block is being read.
  struct Owner {
    let record: Int
    let word: Span
    let depth: Int
  }

  /// `file = nodes ;`
  mutating func parseFile() {
    parseNodes(inside: nil)
  }

  /// `nodes = { line-end } { node { line-end } } ;`
  private mutating func parseNodes(inside owner: Owner?) {
    var previous: Owner?
    while true {
      switch peek() {
      case .newline: take()
      case .openBrace where isDoubled(inside: owner):
        report(doubledBrace(at: span(ofToken: position)))
        take()
      case .word, .string, .unterminatedString, .reference, .equals, .openBrace:
        if let owner, isOutside(owner) { return }
        if let previous, peek() == .openBrace, isWithoutBlock(previous) {
          parseBlock(of: previous)
          endNode(previous, inside: owner)
        } else {
          previous = parseNode(inside: owner)
        }
      case .closeBrace:
        if let owner, isClosed(owner) || isOutside(owner) { return }
        bracesAreUneven = true
        report(unopenedBlock(at: span(ofToken: position)))
        take()
      case .endOfFile: return
      case .comma, .stray, .byteOrderMark, .space, .comment:
        var rubbish = span(ofToken: position)
        repeat {
          rubbish = rubbish.union(span(ofToken: position))
          take()
        } while peek() == .comma || peek() == .stray
        report(unexpectedCharacter(at: rubbish))
      }
    }
  }

  /// `node = word { argument } [ block ] line-end ;`
  ///
  /// A node that lacks its word is left to the checker, which can tell what it might be. So is a
  /// block on a line of its own, which becomes that of the node above it, if that has none.
  private mutating func parseNode(inside outer: Owner?) -> Owner {
    let owner = Owner(
      record: records.count, word: span(ofToken: position), depth: (outer?.depth ?? 0) + 1)
    records.append(
      .init(word: position, argumentsEnd: position, block: nil, next: records.count + 1))
    if peek() == .word {
      take()
      records[owner.record].argumentsEnd = position
    }
    let reported = diagnostics.count
    parseArguments(of: owner)
    if isLineWithoutBrace(of: owner, inside: outer) {
      diagnostics.take(from: reported)
      position = records[owner.record].word + 1
      records[owner.record].argumentsEnd = position
      report(missingBrace(after: records[owner.record]))
      parseBlockContents(of: owner, open: position - 1)
    } else if peek() == .openBrace {
      parseBlock(of: owner)
    } else if isBlockWithoutBrace(of: owner) {
      report(missingBrace(after: records[owner.record]))
      parseBlockContents(of: owner, open: records[owner.record].argumentsEnd)
    }
    endNode(owner, inside: outer)
    return owner
  }

  private func isWithoutBlock(_ owner: Owner) -> Bool {
    owner.record == records.count - 1 && records[owner.record].block == nil
  }

  private mutating func endNode(_ owner: Owner, inside outer: Owner?) {
    records[owner.record].next = records.count
    expectLineEnd()
    if outer == nil, isTooDeep {
      records.removeSubrange(owner.record...)
      isTooDeep = false
    }
  }

  /// `argument = value { "," value } ;`
  private mutating func parseArguments(of owner: Owner) {
    var words: [Span] = []
    let before = diagnostics.count
    var isAfterValue = false
    while true {
      switch peek() {
      case .word, .equals: words.append(span(ofToken: position))
      case .reference:
        words.append(span(ofToken: position))
        references.append(position)
      case .string: words = []
      case .unterminatedString:
        let quote = span(ofToken: position)
        if !words.isEmpty, source[quote].dropFirst().allSatisfy(\.isWhitespace) {
          // What seemed out of place is part of the string whose opening quote is missing.
          diagnostics.take(from: before)
          report(unopenedString(at: quote, after: words))
        } else {
          report(unterminatedString(at: quote))
        }
      case .comma where isAfterValue && isBeforeValue:
        // Whether the node takes a list, the checker knows.
        hasCommas = true
        isAfterValue = false
        take()
        continue
      case .comma, .stray:
        report(unexpectedCharacter(at: span(ofToken: position)))
        take()
        continue
      case .openBrace, .closeBrace, .newline, .endOfFile, .byteOrderMark, .space, .comment: return
      }
      take()
      isAfterValue = true
      records[owner.record].argumentsEnd = position
    }
  }

  /// `block = "{" nodes "}" ;`
  private mutating func parseBlock(of owner: Owner) {
    let open = position
    take()
    if owner.depth < deepestBlock {
      parseBlockContents(of: owner, open: open)
    } else {
      report(nestingTooDeep(at: span(ofToken: open)))
      skipBlock()
      isTooDeep = true
    }
  }

  private mutating func parseBlockContents(of owner: Owner, open: Int) {
    parseNodes(inside: owner)
    records[owner.record].block = (open, position)
    if peek() == .closeBrace, isClosed(owner) {
      take()
    } else {
      bracesAreUneven = true
      report(unclosedBlock(of: owner, open: span(ofToken: open)))
    }
  }

  /// `line-end = newline | end of file ;` A `}` ends the line of the node before it, too.
  private mutating func expectLineEnd() {
    switch peek() {
    // A block that begins here lacks its word, which the checker reports.
    case .newline, .endOfFile, .closeBrace, .openBrace: return
    case _ where layout?.isFirstOnLine(tokens[position].start) ?? false: return
    case .word, .string, .unterminatedString, .reference, .equals, .comma, .stray, .byteOrderMark,
      .space, .comment:
      report(expectedLineEnd(at: span(ofToken: position)))
      if peek() != .word { skipLine() }
    }
  }
}

// MARK: - The cursor

extension Parser {
  /// The kind of the next token that is not trivia; steps over the trivia before it, and over all
  /// that is left where enough is wrong.
  private mutating func peek() -> Token.Kind {
    if diagnostics.isFull { position = tokens.count - 1 }
    while tokens[position].kind.isTrivia { position += 1 }
    return bracket(at: position) ?? tokens[position].kind
  }

  private mutating func take() {
    if let brace = bracket(at: position) {
      report(bracketForBrace(at: span(ofToken: position), brace))
    }
    if tokens[position].kind == .newline { lineStart = tokens[position + 1].start }
    position += 1
  }

  private func bracket(at index: Int) -> Token.Kind? {
    tokens[index].kind == .word ? source.brace(meantBy: span(ofToken: index)) : nil
  }

  /// Whether the brace that comes next opens a block anew that is open already.
  private func isDoubled(inside owner: Owner?) -> Bool {
    guard let owner, owner.record == records.count - 1 else { return false }
    let last = tokens[..<position].lastIndex { !$0.kind.isTrivia && $0.kind != .newline }
    return last.map { tokens[$0].kind == .openBrace || bracket(at: $0) == .openBrace } ?? false
  }

  /// Whether an argument follows the token that comes next.
  private var isBeforeValue: Bool {
    tokens[(position + 1)...].first { !$0.kind.isTrivia }?.kind.isArgument ?? false
  }

  /// At least one token; the newline stays.
  private mutating func skipLine() {
    repeat { take() } while peek() != .newline && peek() != .endOfFile && peek() != .closeBrace
  }

  /// To beyond the brace that closes the block whose opening one was taken.
  private mutating func skipBlock() {
    var depth = 1
    while depth > 0, peek() != .endOfFile {
      switch peek() {
      case .openBrace: depth += 1
      case .closeBrace: depth -= 1
      case .byteOrderMark, .space, .newline, .comment, .word, .string, .unterminatedString,
        .reference, .equals, .comma, .stray, .endOfFile:
        break
      }
      take()
    }
  }

  /// Where the last token that says something ends.
  var endOfLastToken: Int {
    let last = tokens[..<position].lastIndex { !$0.kind.isTrivia && $0.kind != .newline }
    return last.map { span(ofToken: $0).end } ?? 0
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.add(diagnostic)
  }

  func span(ofToken index: Int) -> Span {
    let end = index + 1 < tokens.count ? tokens[index + 1].start : tokens[index].start
    return Span(tokens[index].start, end, in: source.number)
  }
}

// MARK: - The layout, where the braces cannot be trusted

extension Parser {
  /// Whether what comes next is indented too little to be in the owner's block.
  private func isOutside(_ owner: Owner) -> Bool {
    guard let layout else { return false }
    let start = tokens[position].start
    guard layout.isFirstOnLine(start), layout.line(of: start) != layout.line(of: owner.word.start)
    else { return false }
    let depth = layout.indentation(of: start)
    let ownerDepth = layout.indentation(of: owner.word.start)
    let isBrace = tokens[position].kind == .closeBrace || bracket(at: position) == .closeBrace
    return isBrace ? depth < ownerDepth : depth <= ownerDepth
  }

  /// Whether the brace that comes next is the one that closes the owner's block.
  private func isClosed(_ owner: Owner) -> Bool {
    guard let layout else { return true }
    let start = tokens[position].start
    return layout.isFirstOnLine(start)
      ? layout.indentation(of: start) == layout.indentation(of: owner.word.start)
      : layout.line(of: start) == layout.line(of: owner.word.start)
  }

  /// Whether the brace that comes next ends a block that began on the owner's line, without one.
  private mutating func isLineWithoutBrace(of owner: Owner, inside outer: Owner?) -> Bool {
    guard let layout, peek() == .closeBrace, tokens[records[owner.record].word].kind == .word
    else { return false }
    let line = layout.line(of: owner.word.start)
    return records[owner.record].argumentsEnd > records[owner.record].word + 1
      && layout.line(of: tokens[position].start) == line
      && outer.map { layout.line(of: $0.word.start) != line } ?? true
  }

  /// Whether the next line that says something is indented as if a block had begun.
  private func isBlockWithoutBrace(of owner: Owner) -> Bool {
    guard let layout, tokens[position].kind == .newline else { return false }
    let next = tokens[position...].first { !$0.kind.isTrivia && $0.kind != .newline }
    guard let next, next.kind == .word else { return false }
    return layout.indentation(of: next.start) > layout.indentation(of: owner.word.start)
  }
}
