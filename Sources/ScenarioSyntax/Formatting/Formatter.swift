/// Lays a source out as Grammar.md says under "Layout".
///
/// Changes white space alone: every token and comment stays, in its order, and the parser reads the
/// same tree. It works on tokens, so it formats a file that is still broken as well. Where braces
/// are not to be trusted, though, the parser reads the lines and their indentation instead (see
/// ``Layout``): there both stay as they are. Formatting twice is formatting once.
package func format(_ source: SourceText) -> [UInt8] {
  let pieces = pieces(of: source)
  let lines = breakBlocks(of: pieces).map(indentedLines) ?? linesAsWritten(pieces, in: source)
  var output: [UInt8] = []
  output.reserveCapacity(source.bytes.count + source.bytes.count / 4)
  for section in sections(of: lines) {
    let columns = Columns(of: section)
    for line in section { output.append(line, columns, from: source) }
  }
  // At the very beginning a word's own U+FEFF would be taken for a byte order mark.
  return output.starts(with: SourceText.byteOrderMark) ? SourceText.byteOrderMark + output : output
}

extension [UInt8] {
  fileprivate mutating func append(_ line: Line, _ columns: Columns, from source: SourceText) {
    if line.followsBlankLine { append(UInt8(ascii: "\n")) }
    append(contentsOf: line.indentation)
    var column = 0
    for index in line.pieces.indices {
      let piece = line.pieces[index]
      let blanks = columns.blanks(before: index, of: line, at: column)
      append(contentsOf: repeatElement(UInt8(ascii: " "), count: blanks))
      append(contentsOf: source.bytes[piece.span.start..<piece.span.end])
      column += blanks + piece.width
    }
    append(UInt8(ascii: "\n"))
  }
}
