/// Text as lines that begin with `#`, wrapped; the lines after the first are indented below the
/// first word. Nothing in the text can end the comment or hide in it.
func comment(_ text: String, bullet: String = "") -> String {
  let width = 78 - bullet.utf8.count
  var comment = ""
  var room = 0
  for word in words(of: text).map(namingUnshowable) {
    let length = word.count
    if comment.isEmpty {
      comment = "# \(bullet)"
      room = width
    } else if length < room {
      comment += " "
      room -= 1
    } else {
      comment += "\n# " + String(repeating: " ", count: bullet.utf8.count)
      room = width
    }
    comment += word
    room -= length
  }
  return comment.isEmpty ? "" : comment + "\n"
}

/// The words of a text. White space and control characters part them, and what has no look of its
/// own, such as an order to write from right to left, is dropped.
func words(of text: String) -> [String] {
  if text.utf8.allSatisfy({ $0 < 0x80 }) {
    return text.utf8.split { $0 <= 0x20 || $0 == 0x7F }.map { String(Substring($0)) }
  }
  var words: [String] = []
  var word = ""
  for scalar in text.unicodeScalars {
    if scalar.isBlank {
      if !word.isEmpty { words.append(word) }
      word = ""
    } else if !scalar.isInvisible {
      word.unicodeScalars.append(scalar)
    }
  }
  return word.isEmpty ? words : words + [word]
}

/// The word with `U+1F9E8` for a character beyond the first plane, such as an emoji: libyaml does
/// not show a text with one as a block, and the script must be readable in its ConfigMap.
private func namingUnshowable(_ word: String) -> String {
  // Such a character begins with one of these bytes.
  guard word.utf8.contains(where: { $0 >= 0xF0 }) else { return word }
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
