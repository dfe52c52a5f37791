import ScenarioLanguage
package import ScenarioSyntax

/// What a bundle was made from.
package struct Origin: Sendable {
  /// The last part of the source's path; `-` for standard input.
  package let sourceName: String
  /// The SHA-256 digest of the source, in hexadecimal.
  package let sourceDigest: String
  private let lines: LineTable

  package init(_ source: SourceText) {
    sourceName = source.name.split(separator: "/").last.map(String.init) ?? source.name
    sourceDigest = sha256(source.bytes)
    lines = LineTable(of: source)
  }

  /// The comment that opens a generated file: what it is, where to change it, and in a line or two
  /// each whatever in it would make a reader ask why.
  func header(_ scenario: Located<String>, _ subject: String, notes: [String] = []) -> String {
    let line = 1 + lines.line(of: scenario.span.start)
    var header = comment("\(scenario.value): \(subject)")
    header += comment(
      "Made by \(Compiler.name) \(Compiler.version) from \(sourceName):\(line); change it there.")
    if !notes.isEmpty { header += "#\n" }
    for note in notes { header += comment(note, bullet: "- ") }
    return header
  }
}
