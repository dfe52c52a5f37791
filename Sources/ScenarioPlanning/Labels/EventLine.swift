import ScenarioLanguage

/// One line of `events.jsonl`: an object of texts and numbers (RFC 8259), nothing nested.
struct EventLine {
  /// Of `event`: those of the stress script, of the kernel's counter, of the container, and the one
  /// that opens the file.
  enum Kind: String {
    case run, start, step, oom, end, kill
    case containerStart = "container-start"
    case containerEnd = "container-end"
  }

  /// What is read of it.
  enum Field: String {
    case event, unix, scenario, namespace, workload, container, limitBytes, planned
  }

  private var texts: [Field: String] = [:]

  /// Nil where the line is no such object.
  init?(_ line: ArraySlice<UInt8>) {
    var scanner = Scanner(rest: line)
    guard scanner.take("{") else { return nil }
    if scanner.take("}") { return }
    repeat {
      guard let key = scanner.text(), scanner.take(":"), let value = scanner.value() else {
        return nil
      }
      if let field = Field(rawValue: key) { texts[field] = value }
    } while scanner.take(",")
    guard scanner.take("}") else { return nil }
  }

  /// A text, or any other value as it is written.
  subscript(_ field: Field) -> String? { texts[field] }

  /// Nil for one that is not known here.
  var kind: Kind? { self[.event].flatMap(Kind.init) }

  /// Nil where no sensible time is told.
  var moment: Moment? {
    guard let seconds = number(.unix), abs(seconds) < 1e12 else { return nil }
    return Moment(milliseconds: Int((seconds * 1_000).rounded()))
  }

  func number(_ field: Field) -> Double? { texts[field].flatMap(Double.init) }
}

private struct Scanner {
  var rest: ArraySlice<UInt8>

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    rest = rest.drop { " \t\r".utf8.contains($0) }
    guard rest.first == UInt8(ascii: scalar) else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func value() -> String? {
    rest = rest.drop { " \t\r".utf8.contains($0) }
    if rest.first == UInt8(ascii: "\"") { return text() }
    let word = rest.prefix { !",}] \t\r".utf8.contains($0) }
    rest = rest.dropFirst(word.count)
    return word.isEmpty || word.first == UInt8(ascii: "[") || word.first == UInt8(ascii: "{")
      ? nil : String(decoding: word, as: UTF8.self)
  }

  mutating func text() -> String? {
    guard take("\"") else { return nil }
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = escape() else { return nil }
        bytes += Array(escaped.utf8)
      default: bytes.append(byte)
      }
    }
    return nil
  }

  /// After the backslash. Of a pair of surrogates each half becomes U+FFFD: no name has one.
  private mutating func escape() -> String? {
    guard let byte = rest.popFirst() else { return nil }
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": return String(Unicode.Scalar(byte))
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      let digits = String(decoding: rest.prefix(4), as: UTF8.self)
      rest = rest.dropFirst(4)
      guard digits.utf8.count == 4, let value = UInt32(digits, radix: 16) else { return nil }
      return String(Unicode.Scalar(value) ?? "\u{FFFD}")
    default: return nil
    }
  }
}
