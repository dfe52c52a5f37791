/// Where the lines of a source start. Made for diagnostics alone: nothing else counts lines.
package struct LineTable: Sendable {
  /// Byte offsets. The first line starts after the byte order mark, which no column counts.
  package let starts: [Int]
  /// The length of the source up to every `stride`th byte, so that a column far out on a long line
  /// costs no more than one at its start.
  private let lengths: [Length]

  private static let stride = 256

  package init(of source: SourceText) {
    let mark = SourceText.byteOrderMark
    var starts = [source.bytes.starts(with: mark) ? mark.count : 0]
    var lengths: [Length] = []
    var length = Length()
    for (offset, byte) in source.bytes.enumerated() {
      if offset.isMultiple(of: Self.stride) { lengths.append(length) }
      if byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
      length.add(byte)
    }
    lengths.append(length)
    self.starts = starts
    self.lengths = lengths
  }

  /// The line of an offset, counted from 0.
  package func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line, without its line end.
  package func span(ofLine line: Int, in source: SourceText) -> Span {
    let start = starts[line]
    guard line + 1 < starts.count else { return Span(start, source.bytes.count, in: source.number) }
    let end = starts[line + 1] - 1
    let hasReturn = end > start && source.bytes[end - 1] == UInt8(ascii: "\r")
    return Span(start, hasReturn ? end - 1 : end, in: source.number)
  }

  /// All of a line that an author wrote; of one that is much longer, what lies near an offset within
  /// it: more than is ever shown.
  func span(ofLine line: Int, near offset: Int, in source: SourceText) -> Span {
    let line = span(ofLine: line, in: source)
    guard line.count > 4 * Self.near else { return line }
    let middle = min(max(offset, line.start), line.end)
    var (start, end) = (max(middle - Self.near, line.start), min(middle + Self.near, line.end))
    // Not within a character.
    while start < middle, isContinuation(source.bytes[start]) { start += 1 }
    while end < line.end, isContinuation(source.bytes[end]) { end += 1 }
    return Span(start, end, in: source.number)
  }

  /// In bytes.
  private static let near = 1024

  package func position(of offset: Int, in source: SourceText) -> Position {
    let line = line(of: offset)
    let start = length(before: min(starts[line], offset), in: source)
    let end = length(before: offset, in: source)
    return Position(
      line: line + 1, column: end.scalars - start.scalars + 1,
      utf16Column: end.utf16 - start.utf16 + 1)
  }

  /// A place as people count: everything from 1.
  package struct Position: Hashable, Sendable {
    package let line: Int
    /// In Unicode scalars; bytes that are not UTF-8 count as if they were.
    package let column: Int
    /// In UTF-16 code units, as many editors count.
    package let utf16Column: Int
  }
}

extension LineTable {
  private struct Length {
    var scalars = 0
    var utf16 = 0

    mutating func add(_ byte: UInt8) {
      if isContinuation(byte) { return }
      scalars += 1
      // Four bytes in UTF-8 are two units in UTF-16.
      utf16 += byte >= 0b1111_0000 ? 2 : 1
    }
  }

  private func length(before offset: Int, in source: SourceText) -> Length {
    let index = offset / Self.stride
    var length = lengths[index]
    for byte in source.bytes[index * Self.stride..<offset] { length.add(byte) }
    return length
  }
}

/// Whether a byte stands within a UTF-8 sequence, after its first.
private func isContinuation(_ byte: UInt8) -> Bool {
  byte & 0b1100_0000 == 0b1000_0000
}
