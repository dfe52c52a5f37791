/// A token that shows: all but white space and the byte order mark.
struct Piece {
  let kind: Token.Kind
  /// Without the white space that ends a line inside a comment or an unterminated string.
  let span: Span
  /// In columns, of which each Unicode scalar takes one.
  let width: Int
  /// Whether it is a bracket that the parser takes for a brace.
  let isBracket: Bool
  /// What separates it from the piece before it.
  var lineBreak: LineBreak

  enum LineBreak {
    case none, newline
    /// At least one line between them is empty.
    case blankLine
  }
}

extension Piece {
  static let blanksBeforeComment = 2

  /// How many blanks belong between two pieces of one line, where no column asks for more.
  static func blanks(between piece: Piece, and next: Piece) -> Int {
    if next.kind == .comment { return blanksBeforeComment }
    if next.kind == .comma, piece.kind.isArgument { return 0 }
    if piece.kind == .comma, next.kind.isArgument { return 1 }
    let areApart = piece.span.end < next.span.start
    // What means nothing is left where it was: the mend may be to take it out of a word.
    return areApart || !(piece.kind.isMeaningless || next.kind.isMeaningless) ? 1 : 0
  }
}

func pieces(of source: SourceText) -> [Piece] {
  let tokens = lex(source)
  var pieces: [Piece] = []
  pieces.reserveCapacity(tokens.count / 2)
  var lineBreak = Piece.LineBreak.none
  for (token, next) in zip(tokens, tokens.dropFirst()) {
    switch token.kind {
    case .byteOrderMark, .space, .endOfFile: break
    case .newline: lineBreak = lineBreak == .none ? .newline : .blankLine
    case .comment, .word, .string, .unterminatedString, .reference, .equals, .openBrace,
      .closeBrace, .comma, .stray:
      let bytes = source.bytes[token.start..<next.start]
      let end = token.kind.endsLine ? bytes.endWithoutWhiteSpace : bytes.endIndex
      pieces.append(
        Piece(
          kind: token.kind, span: Span(token.start, end),
          width: bytes[..<end].count(where: beginsScalar),
          isBracket: token.kind == .word
            && source.brace(meantBy: Span(token.start, next.start)) != nil,
          lineBreak: lineBreak))
      lineBreak = .none
    }
  }
  return pieces
}

extension Token.Kind {
  fileprivate var endsLine: Bool { self == .comment || self == .unterminatedString }
  fileprivate var isMeaningless: Bool { self == .comma || self == .stray }
}

extension ArraySlice<UInt8> {
  fileprivate var endWithoutWhiteSpace: Int {
    (lastIndex { !isWhiteSpace($0) } ?? startIndex - 1) + 1
  }
}

/// A carriage return ends no line alone, so it counts as a blank.
func isWhiteSpace(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
}

/// False for the bytes of a UTF-8 sequence after its first.
private func beginsScalar(_ byte: UInt8) -> Bool {
  byte & 0b1100_0000 != 0b1000_0000
}
