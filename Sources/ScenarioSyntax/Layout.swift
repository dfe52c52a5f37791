/// How far each line of a source is indented.
struct Layout {
  private let lines: LineTable
  private let indentations: [Int]

  init(of source: SourceText) {
    lines = LineTable(of: source)
    indentations = lines.starts.map { start in
      source.bytes[start...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    }
  }

  func line(of offset: Int) -> Int { lines.line(of: offset) }
  func indentation(of offset: Int) -> Int { indentations[line(of: offset)] }

  func isFirstOnLine(_ offset: Int) -> Bool {
    let line = line(of: offset)
    return lines.starts[line] + indentations[line] == offset
  }
}
