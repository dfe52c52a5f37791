/// Text as lines that begin with `#`, wrapped; the lines after the first are indented below the
/// first word. Nothing in the text can end the comment or hide in it.
func comment(_ text: String, bullet: String = "") -> String {
  let indent = String(repeating: " ", count: bullet.count)
  let lines = wrapped(words(of: text), width: 78 - bullet.count)
  return lines.enumerated().map { "# \($0 == 0 ? bullet : indent)\($1)\n" }.joined()
}

/// The words of a text. White space and control characters part them, and what has no look of its
/// own, such as an order to write from right to left, is dropped.
func words(of text: String) -> [String] {
  var words = [""]
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: words.append("")
    case .format, .unassigned, .privateUse: break
    default: words[words.count - 1].unicodeScalars.append(scalar)
    }
  }
  return words.filter { !$0.isEmpty }
}

/// Words as lines of at most `width` characters, unless a word is longer.
func wrapped(_ words: [String], width: Int) -> [String] {
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
