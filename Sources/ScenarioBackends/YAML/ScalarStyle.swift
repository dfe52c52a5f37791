/// How to write a string in YAML so that every reader takes it for that string.
///
/// libyaml minds the syntax alone: it writes `no`, `0644` and `~` bare. Which words are something
/// else is told by each version of YAML and by each reader in its own way, so this errs towards
/// quoting: whatever looks like a number, a date, a boolean or a null to any of them is quoted.
enum ScalarStyle {
  /// Bare, as a person would write a name.
  case plain
  /// In double quotes, the one style that can say everything.
  case quoted
  /// A block that shows a text of several lines as it is.
  case literal

  init(for text: String) {
    var text = text
    self = text.withUTF8 { bytes in
      if Self.isPlain(bytes) { return .plain }
      return Self.isLiteral(bytes) ? .literal : .quoted
    }
  }
}

extension ScalarStyle {
  /// Whether the bytes are printable ASCII without any syntax of YAML's in them, and no reader's
  /// idea of another type.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return false }
    guard isLetter(first) || isDigit(first) || "-./_".utf8.contains(first) else { return false }
    guard last != UInt8(ascii: " "), last != UInt8(ascii: ":") else { return false }
    guard !bytes.starts(with: "- ".utf8) else { return false }
    var previous: UInt8 = 0
    for byte in bytes {
      guard 0x20...0x7E ~= byte else { return false }
      if previous == UInt8(ascii: ":"), byte == UInt8(ascii: " ") { return false }
      if previous == UInt8(ascii: " "), byte == UInt8(ascii: "#") { return false }
      previous = byte
    }
    return !looksNumeric(bytes) && !isReserved(bytes)
  }

  /// Whether the text has several lines and a block can hold it unchanged: libyaml has no block for
  /// tabs, other control characters and blanks before a line's end, and falls back to quotes; a
  /// leading blank would need an indentation indicator; and NEL, LS and PS end a line in YAML 1.1
  /// and do not in 1.2.
  private static func isLiteral(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, first > 0x20 else { return false }
    var lines = 0
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "\n"): lines += 1
      case 0x00..<0x20, 0x7F: return false
      case 0xC2 where bytes[index + 1] == 0x85: return false
      case 0xE2 where bytes[index + 1] == 0x80 && 0xA8...0xA9 ~= bytes[index + 2]: return false
      default: break
      }
    }
    return lines > 0
  }

  /// Numbers, dates and times in every spelling of YAML 1.1 and 1.2: `0644`, `0o7`, `0x1f`, `0b1`,
  /// `1_000`, `1,000`, `1e3`, `12:30:45`, `.5`, `.inf`, `2001-01-01T00:00:00Z`.
  private static func looksNumeric(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let unsigned = bytes.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    guard let first = unsigned.first else { return true }
    if first == UInt8(ascii: ".") { return true }
    return isDigit(first)
      && unsigned.allSatisfy { isDigit($0) || "abcdefopxtzABCDEFOPXTZ_,.:+- ".utf8.contains($0) }
  }

  /// The words for booleans and null of YAML 1.1 and 1.2, in any case of letters.
  private static func isReserved(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= 5 else { return false }
    return ["y", "n", "no", "on", "yes", "off", "true", "null", "false"].contains { word in
      word.utf8.count == bytes.count && zip(word.utf8, bytes).allSatisfy { $0 == $1 | 0x20 }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
}
