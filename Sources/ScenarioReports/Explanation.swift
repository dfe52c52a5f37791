import ScenarioLanguage
package import ScenarioSyntax

/// Why a kind of diagnostic is wrong, with an example and its mend, in at most 80 columns.
package func explanation(of kind: DiagnosticKind, style: Style) -> String {
  let title = style.paint(
    "\(kind.severity.rawValue)[\(kind.id)]", style.ink(kind.severity))
  var parts = [title, indented(wrapped(kind.explanation, width: 76), by: 2)]
  if let example = kind.example {
    parts += [
      indented([style.paint("wrong", style.bold)], by: 2),
      indented(lines(of: example.wrong), by: 6, style.red, style),
      indented([style.paint("right", style.bold)], by: 2),
      indented(lines(of: example.mended), by: 6, style.green, style),
    ]
  }
  return parts.joined(separator: "\n\n") + "\n"
}

/// All kinds, each with its first sentence, in at most 80 columns.
package func listOfKinds(style: Style) -> String {
  DiagnosticKind.all.map { kind in
    let title =
      style.paint(kind.id, style.ink(kind.severity)) + " (\(kind.severity.rawValue))"
    return title + "\n" + indented(wrapped(kind.firstSentence, width: 76), by: 4) + "\n"
  }.joined()
}

extension DiagnosticKind {
  /// Of the explanation, with its full stop.
  var firstSentence: String {
    let end = explanation.firstRange(of: ". ")?.lowerBound
    return end.map { explanation[..<$0] + "." } ?? explanation
  }
}

private func lines(of text: String) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

private func indented(
  _ lines: [String], by count: Int, _ ink: String = "", _ style: Style = .plain
) -> String {
  lines.map { String(repeating: " ", count: count) + style.paint($0, ink) }
    .joined(separator: "\n")
}

/// The words of a text in lines of at most `width` characters, but for longer words.
func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  for word in text.split(separator: " ") {
    if let last = lines.last, last.count + 1 + word.count <= width {
      lines[lines.count - 1] += " " + word
    } else {
      lines.append(String(word))
    }
  }
  return lines
}
