/// The text of one `.scenario` file, as bytes, with the name under which diagnostics show it.
package struct SourceText: Sendable {
  package let name: String
  package let bytes: [UInt8]
  /// Among the sources that are read together: the spans of this one bear it.
  package let number: Int

  /// In bytes: tokens count offsets in 32 bits.
  package static let largestSize = Int(UInt32.max)

  /// - Precondition: `bytes` is no longer than ``largestSize``.
  package init(name: String, bytes: [UInt8], number: Int = 0) {
    precondition(bytes.count <= Self.largestSize)
    self.name = name
    self.bytes = bytes
    self.number = number
  }

  package init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The text of a span; bytes that are not UTF-8 come back as U+FFFD.
  package subscript(span: Span) -> String {
    String(decoding: bytes[span.start..<span.end], as: UTF8.self)
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

/// A half-open range of byte offsets into a ``SourceText``.
package struct Span: Hashable, Sendable {
  package let start: Int
  package let end: Int
  /// The ``SourceText/number`` of the source; 0 is the one that is compiled, others are used by it.
  package let source: Int

  package init(_ start: Int, _ end: Int, in source: Int = 0) {
    precondition(start <= end)
    self.start = start
    self.end = end
    self.source = source
  }

  /// An empty span, where something is missing.
  package static func at(_ offset: Int, in source: Int = 0) -> Span {
    Span(offset, offset, in: source)
  }

  package var count: Int { end - start }
  /// Where it begins, and where something can be put before it.
  package var beginning: Span { .at(start, in: source) }
  package var ending: Span { .at(end, in: source) }

  /// A part, by offsets from the beginning.
  package func part(_ range: Range<Int>) -> Span {
    Span(start + range.lowerBound, start + range.upperBound, in: source)
  }

  package func contains(_ other: Span) -> Bool {
    source == other.source && start <= other.start && other.end <= end
  }

  package func overlaps(_ other: Span) -> Bool {
    source == other.source && start < other.end && other.start < end
  }

  /// - Precondition: `other` is of the same source.
  package func union(_ other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end), in: source)
  }
}

/// In the order in which people read: by source, then by where they begin.
extension Span: Comparable {
  package static func < (one: Span, other: Span) -> Bool {
    (one.source, one.start) < (other.source, other.start)
  }
}

extension SourceText {
  /// Where the bytes first are not UTF-8.
  var firstByteNotUTF8: Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var valid = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      valid += UTF8.width(scalar)
    }
    return valid
  }
}

extension SourceText {
  /// The brace that a word which is nothing but a bracket must be meant for; nil for another.
  func brace(meantBy word: Span) -> Token.Kind? {
    guard word.count == 1 else { return nil }
    switch bytes[word.start] {
    case UInt8(ascii: "["), UInt8(ascii: "("): return .openBrace
    case UInt8(ascii: "]"), UInt8(ascii: ")"): return .closeBrace
    default: return nil
    }
  }
}

// MARK: - What edits need to leave the source tidy

extension SourceText {
  /// What to remove so that nothing is left of a span: the blanks before it too, and all of its line
  /// where nothing else stands there.
  package func removal(of span: Span) -> Span {
    let start = start(ofBlanksBefore: span.start)
    let end = span.end + bytes[span.end...].prefix(while: isBlank).count
    let beginsLine = start == 0 || bytes[start - 1] == UInt8(ascii: "\n")
    let endsLine = end < bytes.count && bytes[end] == UInt8(ascii: "\n")
    if beginsLine, endsLine { return Span(start, end + 1, in: number) }
    return beginsLine ? Span(span.start, end, in: number) : Span(start, span.end, in: number)
  }

  /// The blanks that directly precede an offset.
  package func blanks(before offset: Int) -> Span {
    Span(start(ofBlanksBefore: offset), offset, in: number)
  }

  /// The blanks that begin the line of an offset; none of a line that no author wrote, which it
  /// would take long to look through for each of its many mistakes.
  package func indentation(of offset: Int) -> String {
    let near = bytes[max(offset - Self.longestLine, 0)..<offset]
    let end = near.lastIndex(of: UInt8(ascii: "\n"))
    guard let line = end.map({ $0 + 1 }) ?? (near.startIndex == 0 ? 0 : nil) else { return "" }
    return indentation(ofLineAt: line)
  }

  func indentation(ofLineAt line: Int) -> String {
    String(decoding: bytes[line...].prefix(while: isBlank), as: UTF8.self)
  }

  private static let longestLine = 4096

  private func start(ofBlanksBefore offset: Int) -> Int {
    (bytes[..<offset].lastIndex { !isBlank($0) } ?? -1) + 1
  }
}

private func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
}
