import ScenarioSyntax

/// A whole source around a few lines of a scenario: the required properties that they lack are
/// added, as the table shows them. Lines that are a whole source already stay as they are.
package func completeExample(_ lines: [UInt8]) -> [UInt8] {
  let whole = file.description.entries[0].name
  let said = Set(parse(SourceText(name: "example", bytes: lines)).0.nodes.map(\.word.text))
  if said.contains(whole) { return lines }
  let lacking = scenario.description.entries.compactMap { entry -> String? in
    guard case .required(let arguments) = entry.presence, !said.contains(entry.name) else {
      return nil
    }
    return "\(entry.name) \(arguments)"
  }
  let head = "\(whole) example {\n" + lacking.map { "    \($0)\n" }.joined()
  let body = lines.split(separator: UInt8(ascii: "\n"))
    .flatMap { "    ".utf8 + Array($0) + "\n".utf8 }
  return Array(head.utf8) + body + "}\n".utf8
}

package func completeExample(_ lines: String) -> String {
  String(decoding: completeExample(Array(lines.utf8)), as: UTF8.self)
}
