package import ScenarioSyntax

/// What a source breaks of the properties of lexer, parser and formatter.
package func syntaxViolations(of source: SourceText) -> [Violation] {
  var violations = Violations()
  let tokens = lex(source)
  violations.expect(tile(tokens, source), "tokens tile the source")

  let (tree, problems) = parse(source)
  violations.expect(
    problems.allSatisfy { lies($0, within: [source]) }, "diagnostics lie in the source")

  let formatted = SourceText(name: source.name, bytes: format(source))
  violations.expect(format(formatted) == formatted.bytes, "formatting twice is formatting once")
  violations.expect(shown(formatted) == shown(source), "formatting changes white space alone")
  violations.expect(
    outline(parse(formatted).0.nodes) == outline(tree.nodes), "formatting changes no tree")
  let diff = layoutDiff(of: source, formatted: formatted.bytes)
  violations.expect(
    diff.isEmpty == (formatted.bytes == source.bytes), "a diff tells of each change")
  expectTidyLines(of: formatted.bytes, &violations)
  return violations.found
}

private func tile(_ tokens: [Token], _ source: SourceText) -> Bool {
  tokens.first?.start == 0 && tokens.last?.start == source.bytes.count
    && tokens.last?.kind == .endOfFile
    && zip(tokens, tokens.dropFirst()).allSatisfy { $0.start < $1.start }
}

private func expectTidyLines(of formatted: [UInt8], _ violations: inout Violations) {
  let lines = formatted.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  violations.expect(lines.last == [], "the last line has an end")
  violations.expect(lines.first != [] || lines.count == 1, "no empty line comes first")
  violations.expect(
    !zip(lines, lines.dropFirst()).contains { $0.isEmpty && $1.isEmpty }, "no two lines are empty")
  violations.expect(
    !lines.contains { " \t\r".utf8.contains($0.last ?? 0) }, "no line ends in white space")
}

/// All tokens but white space, without what ends a line.
private func shown(_ source: SourceText) -> [ArraySlice<UInt8>] {
  let tokens = lex(source)
  return zip(tokens, tokens.dropFirst()).compactMap { token, next in
    let text = source.bytes[token.start..<next.start]
    switch token.kind {
    case .space, .newline, .byteOrderMark, .endOfFile: return nil
    case .comment, .unterminatedString: return withoutFinalBlanks(text)
    case .word, .string, .reference, .equals, .openBrace, .closeBrace, .comma, .stray: return text
    }
  }
}

/// The tree of nodes as text.
package func outline(_ nodes: NodeList) -> String {
  var text = ""
  for node in nodes {
    text += text.isEmpty ? "" : " "
    text += shown(node.word)
    text += "(" + node.arguments.map(shown).joined(separator: ",") + ")"
    text += "[" + outline(node.children) + "]"
  }
  return text
}

private func shown(_ word: Word) -> String {
  String(decoding: withoutFinalBlanks(word.bytes), as: UTF8.self)
}

/// A comment, or a string that is not closed, may have blanks at its end that nobody sees.
private func withoutFinalBlanks(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let end = text.lastIndex { !" \t\r".utf8.contains($0) } ?? text.startIndex - 1
  return text[...end]
}

/// Whether all that a diagnostic points to lies in the sources, which have the numbers 0, 1, …, and its
/// edits are apart, in order.
func lies(_ diagnostic: Diagnostic, within sources: [SourceText]) -> Bool {
  let edits = diagnostic.fix?.edits.map(\.span) ?? []
  let spans = [diagnostic.span] + diagnostic.related.map(\.span) + edits
  return spans.allSatisfy {
    sources.indices.contains($0.source) && $0.start >= 0
      && $0.end <= sources[$0.source].bytes.count
  }
    && zip(edits, edits.dropFirst()).allSatisfy { $0.end <= $1.start }
}
