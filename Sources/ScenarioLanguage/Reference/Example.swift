import ScenarioSyntax

/// A whole source around a few lines of a scenario: the required properties that they lack are
/// added, as the table shows them. What stands outside of scenarios goes before it; lines that hold
/// a whole scenario already stay as they are.
package func completeExample(_ lines: String) -> String {
  let statements = file.description.entries
  let nodes = parse(SourceText(name: "example", text: lines)).0.nodes
  let outside = nodes.filter { node in statements.contains { $0.name == node.word.text } }
  if outside.contains(where: { $0.children.contains { $0.word.text == statements[0].name } })
    || outside.contains(where: { $0.word.text == statements[0].name })
  {
    return lines
  }
  let said = Set((nodes.map { $0 } + outside.flatMap { Array($0.children) }).map(\.word.text))
  let lacking = scenario.description.entries.compactMap { entry -> String? in
    guard case .required(let arguments) = entry.presence, !said.contains(entry.name) else {
      return nil
    }
    return "\(entry.name) \(arguments)"
  }
  let end = outside.last?.span.end ?? 0
  let (before, after) = (lines.utf8.prefix(end), lines.utf8.dropFirst(end))
  let rest = String(Substring(after)).split(separator: "\n").map(String.init)
  let body = (lacking + rest).map { "    \($0)\n" }
  let start = end == 0 ? "" : String(Substring(before)) + "\n\n"
  return "\(start)\(statements[0].name) example {\n\(body.joined())}\n"
}
