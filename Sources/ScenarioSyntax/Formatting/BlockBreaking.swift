/// Breaks lines so that each block stands on one line, or has its `{` at the end of a line and its
/// `}` on a line of its own. Nil where braces do not pair, or stand where the grammar has none.
///
/// A block stays on one line if it was written so and fits. A `{` on a line of its own is moved up
/// to its node, where no comment is in the way.
///
/// What it accepts, the parser reads without a look at lines and indentation: each `{` follows its
/// node, each `}` has its `{`, and after it a line or another block ends.
func breakBlocks(of pieces: [Piece]) -> [Piece]? {
  var breaking = BlockBreaking(pieces: pieces)
  for index in pieces.indices {
    guard breaking.take(index) else { return nil }
  }
  return breaking.blocks.isEmpty ? breaking.pieces : nil
}

/// The most columns of a line with a block in it; longer, the block is broken into lines.
private let widestLine = 100

private struct BlockBreaking {
  var pieces: [Piece]
  /// Those that are open, from the outermost.
  var blocks: [Block] = []
  private var place = Place.lineStart
  /// As if all were on one line.
  private var column = 0

  struct Block {
    let open: Int
    let nodeColumn: Int
    var isBroken = false
  }

  private enum Place {
    case lineStart
    case node(column: Int)
    /// After the `}` of a node: only a line end or another `}` may follow.
    case afterBlock
    /// On a line that begins with what no node begins with, or after what reaches to its end.
    case elsewhere
  }

  init(pieces: [Piece]) {
    self.pieces = pieces
  }

  /// Whether the piece stands where the grammar can have it, as far as blocks are concerned.
  mutating func take(_ index: Int) -> Bool {
    let piece = pieces[index]
    if piece.isBracket { return false }
    if piece.lineBreak != .none {
      if !blocks.isEmpty { blocks[blocks.count - 1].isBroken = true }
      if piece.kind != .openBrace { place = .lineStart }
    }
    if index > 0 { column += Piece.blanks(between: pieces[index - 1], and: piece) }
    let start = column
    column += piece.width
    switch (piece.kind, place) {
    case (.comment, _): place = .elsewhere
    case (.openBrace, .node(let column)): open(index, nodeColumn: column)
    case (.openBrace, _): return false
    case (.closeBrace, _):
      guard let block = blocks.popLast() else { return false }
      close(block, at: index)
    case (_, .afterBlock): return false
    case (.word, .lineStart): place = .node(column: start)
    case (.unterminatedString, _), (_, .lineStart): place = .elsewhere
    case (_, .node), (_, .elsewhere): break
    }
    return true
  }

  private mutating func open(_ index: Int, nodeColumn: Int) {
    pieces[index].lineBreak = .none
    blocks.append(Block(open: index, nodeColumn: nodeColumn))
    place = .lineStart
  }

  private mutating func close(_ block: Block, at index: Int) {
    place = .afterBlock
    let width = Line.indentation(depth: blocks.count).count + column - block.nodeColumn
    guard block.isBroken || width > widestLine else { return }
    if !blocks.isEmpty { blocks[blocks.count - 1].isBroken = true }
    let first = block.open + 1
    for inner in [first, index] where pieces[inner].lineBreak == .none {
      if pieces[inner].kind != .comment { pieces[inner].lineBreak = .newline }
    }
  }
}
