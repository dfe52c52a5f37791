import ScenarioSyntax

/// A whole source around a few lines of a scenario: the required properties that they lack are
/// added, as the table shows them. What stands outside of scenarios goes before it; lines that hold
/// a whole scenario already stay as they are.
package func completeExample(_ lines: [UInt8]) -> [UInt8] {
  let statements = file.description.entries.map(\.name)
  let nodes = parse(SourceText(name: "example", bytes: lines)).0.nodes
  let outside = nodes.filter { statements.contains($0.word.text) }
  let inside = outside.flatMap { Array($0.children) }
  let isWhole = (outside + inside).contains { $0.word.text == statements[0] }
  if isWhole || outside.contains(where: { $0.word.text == statements[1] }) { return lines }
  let said = Set((nodes.map { $0 } + inside).map(\.word.text))
  let lacking = scenario.description.entries.compactMap { entry -> String? in
    guard case .required(let arguments) = entry.presence, !said.contains(entry.name) else {
      return nil
    }
    return "\(entry.name) \(arguments)"
  }
  let end = outside.last?.span.end ?? 0
  let start = end == 0 ? [] : Array(lines[..<end] + "\n\n".utf8)
  let head = "\(statements[0]) example {\n" + lacking.map { "    \($0)\n" }.joined()
  let body = lines[end...].split(separator: UInt8(ascii: "\n"))
    .flatMap { "    ".utf8 + Array($0) + "\n".utf8 }
  return start + Array(head.utf8) + body + "}\n".utf8
}

package func completeExample(_ lines: String) -> String {
  String(decoding: completeExample(Array(lines.utf8)), as: UTF8.self)
}
