/// One piece of a source. Tokens tile it: each begins where the last one ended, blanks, comments and
/// rubbish included, so that the source is the concatenation of its tokens.
///
/// A token knows only where it starts; it ends where the next one starts.
package struct Token: Equatable, Sendable {
  package enum Kind: UInt8, Sendable {
    /// U+FEFF at the very beginning.
    case byteOrderMark
    /// Blanks and tabs, and a carriage return that ends no line.
    case space
    /// LF or CR LF.
    case newline
    /// From `#` to the end of the line.
    case comment
    /// A name, a keyword or a quantity: everything without blanks, quotes and the like.
    case word
    /// From `"` to `"`, on one line.
    case string
    /// A string that its line's end cut off.
    case unterminatedString
    /// A name that stands for a value: `$` and all that belongs to a word.
    case reference
    case equals
    case openBrace
    case closeBrace
    case comma
    /// Control characters, which mean nothing anywhere.
    case stray
    /// Empty; the last token of every source, and only that.
    case endOfFile
  }

  package let kind: Kind
  /// Byte offset into the source.
  private let offset: UInt32

  package var start: Int { Int(offset) }

  /// - Precondition: `start` is within ``SourceText/largestSize``.
  init(_ kind: Kind, start: Int) {
    self.kind = kind
    offset = UInt32(start)
  }
}

extension Token.Kind {
  /// Neither says anything nor separates nodes.
  package var isTrivia: Bool {
    switch self {
    case .byteOrderMark, .space, .comment: true
    case .newline, .word, .string, .unterminatedString, .reference, .equals, .openBrace,
      .closeBrace, .comma, .stray, .endOfFile:
      false
    }
  }

  package var isArgument: Bool {
    switch self {
    case .word, .string, .unterminatedString, .reference, .equals: true
    case .byteOrderMark, .space, .newline, .comment, .openBrace, .closeBrace, .comma, .stray,
      .endOfFile:
      false
    }
  }
}
