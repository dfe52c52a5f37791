/// Where the lines of a source start. Made for diagnostics alone: nothing else counts lines.
package struct LineTable: Sendable {
  /// Byte offsets. The first line starts after the byte order mark, which no column counts.
  package let starts: [Int]

  package init(of source: SourceText) {
    let mark = SourceText.byteOrderMark
    var starts = [source.bytes.starts(with: mark) ? mark.count : 0]
    for (offset, byte) in source.bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.starts = starts
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
    guard line + 1 < starts.count else { return Span(start, source.bytes.count) }
    let end = starts[line + 1] - 1
    let hasReturn = end > start && source.bytes[end - 1] == UInt8(ascii: "\r")
    return Span(start, hasReturn ? end - 1 : end)
  }

  /// As people count: line and column from 1, the column in Unicode scalars.
  package func position(of offset: Int, in source: SourceText) -> (line: Int, column: Int) {
    let line = line(of: offset)
    let before = source[Span(min(starts[line], offset), offset)]
    return (line + 1, before.unicodeScalars.count + 1)
  }
}
