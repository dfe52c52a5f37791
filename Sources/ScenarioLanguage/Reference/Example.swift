import ScenarioSyntax

/// A whole source around a few lines of a scenario: the required properties that they lack are
/// added, as the table shows them. Lines that are a whole source already stay as they are.
package func completeExample(_ lines: String) -> String {
  let whole = file.description.entries[0].name
  let said = Set(parse(SourceText(name: "example", text: lines)).0.nodes.map(\.word.text))
  if said.contains(whole) { return lines }
  let lacking = scenario.description.entries.compactMap { entry -> String? in
    guard case .required(let arguments) = entry.presence, !said.contains(entry.name) else {
      return nil
    }
    return "\(entry.name) \(arguments)"
  }
  let body = (lacking + lines.split(separator: "\n").map(String.init)).map { "    \($0)\n" }
  return "\(whole) example {\n\(body.joined())}\n"
}
