import ScenarioSyntax

/// A whole source around a few lines of a scenario: the required properties that they lack are
/// added, as the table shows them.
package func completeExample(_ lines: String) -> String {
  let said = Set(parse(SourceText(name: "example", text: lines)).0.nodes.map(\.word.text))
  let lacking = scenario.description.entries.compactMap { entry -> String? in
    guard case .required(let arguments) = entry.presence, !said.contains(entry.name) else {
      return nil
    }
    return "\(entry.name) \(arguments)"
  }
  let body = (lacking + lines.split(separator: "\n").map(String.init)).map { "    \($0)\n" }
  return "\(file.description.entries[0].name) example {\n\(body.joined())}\n"
}
