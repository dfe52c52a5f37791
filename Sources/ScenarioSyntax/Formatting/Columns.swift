/// The lines that share columns: nodes without blocks, directly below each other.
func sections(of lines: [Line]) -> [ArraySlice<Line>] {
  var sections: [ArraySlice<Line>] = []
  var start = 0
  for index in lines.indices where index > 0 && !lines[index].continues(lines[index - 1]) {
    sections.append(lines[start..<index])
    start = index
  }
  return sections + [lines[start...]]
}

/// The columns of a section, counted from its indentation: where first arguments begin, where a `=`
/// after one argument stands, and where comments begin.
///
/// A word or a line that is much longer than usual stands out alone, instead of moving all others
/// away from what they say.
struct Columns {
  private var argument = 0
  private var equals = 0
  private var comment = 0

  /// Labels have the longest words that are common: `app.kubernetes.io/managed-by`.
  private static let widestWord = 40
  private static let widestCode = 60

  init(of section: ArraySlice<Line>) {
    for line in section {
      guard let word = line.wordBeforeArgument, word.width <= Self.widestWord else { continue }
      argument = max(argument, word.width + 1)
    }
    for line in section {
      guard let name = line.argumentBeforeEquals, name.width <= Self.widestWord else { continue }
      equals = max(equals, argument + name.width + 1)
    }
    for line in section where line.pieces.last?.kind == .comment {
      let width = codeWidth(of: line)
      if width <= Self.widestCode { comment = max(comment, width + Piece.blanksBeforeComment) }
    }
  }

  /// How many blanks precede a piece of a line, if the piece before it ends at `column`.
  func blanks(before index: Int, of line: Line, at column: Int) -> Int {
    guard index > line.pieces.startIndex else { return 0 }
    let piece = line.pieces[index]
    let blanks = Piece.blanks(between: line.pieces[index - 1], and: piece)
    if piece.kind == .comment { return max(comment - column, blanks) }
    switch index - line.pieces.startIndex {
    case 1 where line.wordBeforeArgument != nil: return max(argument - column, blanks)
    case 2 where line.argumentBeforeEquals != nil: return max(equals - column, blanks)
    default: return blanks
    }
  }

  private func codeWidth(of line: Line) -> Int {
    line.pieces.indices.dropLast().reduce(0) { column, index in
      column + blanks(before: index, of: line, at: column) + line.pieces[index].width
    }
  }
}

extension Line {
  /// The word that begins the line, if an argument follows it.
  fileprivate var wordBeforeArgument: Piece? {
    guard let word = pieces.first, word.kind == .word,
      let next = pieces.dropFirst().first, next.kind.isArgument
    else { return nil }
    return word
  }

  /// The first argument, if `=` follows it.
  fileprivate var argumentBeforeEquals: Piece? {
    let pieces = pieces.prefix(3)
    guard wordBeforeArgument != nil, pieces.count == 3, pieces.last?.kind == .equals else {
      return nil
    }
    return pieces.dropFirst().first
  }

  /// Whether both lines are of one section.
  fileprivate func continues(_ line: Line) -> Bool {
    !followsBlankLine && isNodeWithoutBlock && line.isNodeWithoutBlock
      && indentation == line.indentation
  }

  private var isNodeWithoutBlock: Bool {
    pieces.first?.kind == .word
      && !pieces.contains { $0.kind == .openBrace || $0.kind == .closeBrace }
  }
}
