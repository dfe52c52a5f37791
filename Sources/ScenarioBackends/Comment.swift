/// Text as lines that begin with `#`, wrapped; the lines after the first are indented below the
/// first word. Nothing in the text can end the comment or hide in it.
func comment(_ text: String, bullet: String = "") -> String {
  let indent = String(repeating: " ", count: bullet.count)
  let lines = wrapped(words(of: text).map(namingUnshowable), width: 78 - bullet.count)
  return lines.enumerated().map { "# \($0 == 0 ? bullet : indent)\($1)\n" }.joined()
}

/// The words of a text. White space and control characters part them, and what has no look of its
/// own, such as an order to write from right to left, is dropped.
func words(of text: String) -> [String] {
  text.unicodeScalars.split(whereSeparator: \.isBlank)
    .map { String(Substring($0.filter { !$0.isInvisible })) }
    .filter { !$0.isEmpty }
}

/// Words as lines of at most `width` characters, unless a word is longer.
private func wrapped(_ words: [String], width: Int) -> [String] {
  var lines: [String] = []
  var room = 0
  for word in words {
    if let last = lines.indices.last, word.count < room {
      lines[last] += " \(word)"
      room -= word.count + 1
    } else {
      lines.append(word)
      room = width - word.count
    }
  }
  return lines
}

/// The word with `U+1F9E8` for a character beyond the first plane, such as an emoji: libyaml does
/// not show a text with one as a block, and the script must be readable in its ConfigMap.
private func namingUnshowable(_ word: String) -> String {
  guard word.unicodeScalars.contains(where: { $0.value > 0xFFFF }) else { return word }
  return word.unicodeScalars.reduce(into: "") { named, scalar in
    if scalar.value > 0xFFFF {
      named += "U+" + String(scalar.value, radix: 16, uppercase: true)
    } else {
      named.unicodeScalars.append(scalar)
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isBlank: Bool {
    if isASCII { return value <= 0x20 || value == 0x7F }
    return switch properties.generalCategory {
    case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  fileprivate var isInvisible: Bool {
    if isASCII { return false }
    return switch properties.generalCategory {
    case .format, .unassigned, .privateUse: true
    default: false
    }
  }
}
