import ScenarioLanguage
package import ScenarioSyntax

/// Why a kind of diagnostic is wrong, with an example and its mend, in at most 80 columns.
package func explanation(of kind: DiagnosticKind, style: Style) -> String {
  let title = style.paint(
    "\(kind.severity.rawValue)[\(kind.id)]", style.ink(kind.severity))
  let example = kind.example
  let parts = [
    title,
    indented(wrapped(kind.explanation, width: 76), by: 2),
    indented([style.paint(example.title, style.bold)], by: 2),
    indented(example.wrongLines, by: 6, style.red, style),
    indented([style.paint("right", style.bold)], by: 2),
    indented(example.mendedLines, by: 6, style.green, style),
  ]
  return parts.joined(separator: "\n\n") + "\n"
}

extension DiagnosticKind.Example {
  /// Over the wrong lines.
  var title: String {
    switch place {
    case .anywhere: "wrong"
    case .machineWithoutTimeZones: "wrong, on a machine without time zones"
    }
  }

  /// For people: what is not UTF-8 as U+FFFD, and long lines cut in the middle.
  var wrongLines: [String] { lines(of: String(decoding: wrong, as: UTF8.self)) }
  var mendedLines: [String] { lines(of: mended) }

  private func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let excess = line.count - 72
      guard excess > 0 else { return String(line) }
      return line.prefix(36) + " … " + line.dropFirst(39 + excess)
    }
  }
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
