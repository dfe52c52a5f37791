/// Cuts a source into tokens that tile it. Never fails: what means nothing becomes a stray token.
package func lex(_ source: SourceText) -> [Token] {
  var lexer = Lexer(bytes: source.bytes)
  // One in two or three bytes; room that is not used costs no memory.
  lexer.tokens.reserveCapacity(source.bytes.count / 2 + 2)
  while lexer.position < source.bytes.count { lexer.takeToken() }
  lexer.tokens.append(Token(.endOfFile, start: source.bytes.count))
  return lexer.tokens
}

private struct Lexer {
  let bytes: [UInt8]
  var position = 0
  var tokens: [Token] = []

  /// Takes at least one byte.
  mutating func takeToken() {
    let start = position
    let kind: Token.Kind
    switch bytes[position] {
    case .blank, .tab: kind = takeSpace()
    case .carriageReturn: kind = takeCarriageReturn()
    case .lineFeed: kind = take(.newline)
    case UInt8(ascii: "#"): kind = takeComment()
    case UInt8(ascii: "\""): kind = takeString()
    case UInt8(ascii: "{"): kind = take(.openBrace)
    case UInt8(ascii: "}"): kind = take(.closeBrace)
    case UInt8(ascii: ","): kind = take(.comma)
    case UInt8(ascii: "="): kind = take(.equals)
    case UInt8(ascii: "$"): kind = takeReference()
    case 0xEF where position == 0 && bytes.starts(with: SourceText.byteOrderMark):
      position = SourceText.byteOrderMark.count
      kind = .byteOrderMark
    case 0..<0x20, 0x7F: kind = takeControlCharacters()
    default: kind = takeWord()
    }
    tokens.append(Token(kind, start: start))
  }

  private mutating func take(_ kind: Token.Kind) -> Token.Kind {
    position += 1
    return kind
  }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while position < bytes.count, condition(bytes[position]) { position += 1 }
  }

  private mutating func takeSpace() -> Token.Kind {
    skip { $0 == .blank || $0 == .tab }
    return .space
  }

  /// As many as there are: they are one mistake.
  private mutating func takeControlCharacters() -> Token.Kind {
    skip { byte in
      switch byte {
      case .tab, .lineFeed, .carriageReturn: false
      case 0..<0x20, 0x7F: true
      default: false
      }
    }
    return .stray
  }

  private mutating func takeCarriageReturn() -> Token.Kind {
    position += 1
    guard position < bytes.count, bytes[position] == .lineFeed else { return .space }
    return take(.newline)
  }

  /// Up to the line's end; the carriage return of a CR LF belongs to the newline.
  private mutating func skipToLineEnd() {
    skip { $0 != .lineFeed }
    if position < bytes.count, bytes[position - 1] == .carriageReturn { position -= 1 }
  }

  private mutating func takeComment() -> Token.Kind {
    skipToLineEnd()
    return .comment
  }

  private mutating func takeString() -> Token.Kind {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != .lineFeed {
      switch bytes[position] {
      case UInt8(ascii: "\""): return take(.string)
      case UInt8(ascii: "\\") where position + 1 < bytes.count && bytes[position + 1] != .lineFeed:
        position += 2
      default: position += 1
      }
    }
    if position < bytes.count, bytes[position - 1] == .carriageReturn { position -= 1 }
    leaveBraces(after: start)
    return .unterminatedString
  }

  /// The `}` that end the line of a string which is not closed are those of the blocks around it.
  private mutating func leaveBraces(after start: Int) {
    var end = position
    var firstBrace: Int?
    scan: while end > start + 1 {
      switch bytes[end - 1] {
      case .blank, .tab, .carriageReturn: break
      case UInt8(ascii: "}"): firstBrace = end - 1
      default: break scan
      }
      end -= 1
    }
    // What touches the text may be part of it.
    if let firstBrace, end < firstBrace { position = end }
  }

  private mutating func takeWord() -> Token.Kind {
    skip { $0 > .blank && !Self.endsWord[Int($0)] }
    return .word
  }

  private mutating func takeReference() -> Token.Kind {
    _ = takeWord()
    return .reference
  }

  /// The printable bytes that end a word.
  private static let endsWord: [Bool] = (0...255).map { byte in
    "#\"{},=\u{7F}".utf8.contains(UInt8(byte))
  }
}

extension UInt8 {
  fileprivate static let tab: UInt8 = 0x09
  fileprivate static let lineFeed: UInt8 = 0x0A
  fileprivate static let carriageReturn: UInt8 = 0x0D
  fileprivate static let blank: UInt8 = 0x20
}
