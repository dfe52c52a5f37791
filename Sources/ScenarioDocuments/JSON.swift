extension Document {
  /// Appends the value as JSON and a line end: two spaces a level, and on one line what has
  /// nothing nested in it and fits there.
  package func writeJSON(to output: inout [UInt8]) {
    writeJSON(indent: 0, to: &output)
    output.append(UInt8(ascii: "\n"))
  }

  /// Appends the value on one line, however long, as JSON Lines has it.
  package func writeJSONLine(to output: inout [UInt8]) {
    writeJSON(indent: nil, to: &output)
    output.append(UInt8(ascii: "\n"))
  }

  /// On one line where there is no indentation.
  private func writeJSON(indent: Int?, to output: inout [UInt8]) {
    switch self {
    case .string(let text): output.appendQuoted(text)
    case .integer(let number): output.append(contentsOf: String(number).utf8)
    case .thousandths(let number):
      output.append(contentsOf: Document.text(ofThousandths: number).utf8)
    case .boolean(let truth): output.append(contentsOf: (truth ? "true" : "false").utf8)
    case .map(let entries):
      output.appendItems(entries, between: "{", "}", flat: isFlat, indent: indent) {
        $1.appendQuoted($0.key)
        $1.append(contentsOf: ": ".utf8)
        $0.value.writeJSON(indent: indent.map { $0 + 2 }, to: &$1)
      }
    case .list(let elements):
      output.appendItems(elements, between: "[", "]", flat: isFlat, indent: indent) {
        $0.writeJSON(indent: indent.map { $0 + 2 }, to: &$1)
      }
    }
  }

  /// Whether nothing but scalars is in it.
  private var isFlat: Bool {
    switch self {
    case .map(let entries): entries.allSatisfy(\.value.isScalar)
    case .list(let elements): elements.allSatisfy(\.isScalar)
    case .string, .integer, .thousandths, .boolean: true
    }
  }

  private var isScalar: Bool {
    switch self {
    case .map, .list: false
    case .string, .integer, .thousandths, .boolean: true
    }
  }
}

extension [UInt8] {
  /// The longest that a map or a list on one line may be.
  private static let lineWidth = 80

  fileprivate mutating func appendItems<Item>(
    _ items: [Item], between open: String, _ close: String, flat: Bool, indent: Int?,
    write: (Item, inout [UInt8]) -> Void
  ) {
    append(contentsOf: open.utf8)
    let start = count
    if flat || indent == nil {
      for (index, item) in items.enumerated() {
        if index > 0 { append(contentsOf: ", ".utf8) }
        write(item, &self)
      }
    }
    if let indent, !flat || count - start > Self.lineWidth {
      removeSubrange(start...)
      for (index, item) in items.enumerated() {
        if index > 0 { append(UInt8(ascii: ",")) }
        appendLine(indent: indent + 2)
        write(item, &self)
      }
      appendLine(indent: indent)
    }
    append(contentsOf: close.utf8)
  }

  private mutating func appendLine(indent: Int) {
    append(UInt8(ascii: "\n"))
    append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
  }

  /// A string with its quotes and escapes (RFC 8259, section 7).
  fileprivate mutating func appendQuoted(_ text: String) {
    append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy(\.standsForItself) {
      append(contentsOf: text.utf8)
    } else {
      appendEscaped(text)
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ text: String) {
    let hexadecimal = Array("0123456789abcdef".utf8)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(contentsOf: [UInt8(ascii: "\\"), byte])
      case UInt8(ascii: "\n"): append(contentsOf: #"\n"#.utf8)
      case UInt8(ascii: "\t"): append(contentsOf: #"\t"#.utf8)
      case 0x00..<0x20:
        append(contentsOf: #"\u00"#.utf8)
        append(contentsOf: [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]])
      default: append(byte)
      }
    }
  }
}

extension UInt8 {
  fileprivate var standsForItself: Bool {
    self >= 0x20 && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
  }
}
