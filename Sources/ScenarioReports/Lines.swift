import ScenarioSyntax

/// `file:line:column: error[id]: message`, a line each, as editors and `grep` like it.
package func concise(_ findings: Findings) -> String {
  findings.diagnostics.map { diagnostic in
    let (start, _) = findings.sources.range(diagnostic.span)
    let kind = diagnostic.kind
    return """
      \(printable(findings.sources[diagnostic.span].name)):\(start.line):\(start.column): \
      \(kind.severity.rawValue)[\(kind.id)]: \(diagnostic.message)

      """
  }.joined()
}

/// Workflow commands that make GitHub annotate the lines of a change.
///
/// GitHub shows the first ten errors and ten warnings of each step.
package func githubCommands(_ findings: Findings) -> String {
  findings.diagnostics.map { githubCommand($0, in: findings) + "\n" }.joined()
}

private func githubCommand(_ diagnostic: Diagnostic, in findings: Findings) -> String {
  let (start, end) = findings.sources.range(diagnostic.span)
  var properties = [
    ("file", findings.sources[diagnostic.span].name), ("line", String(start.line)),
    ("endLine", String(end.line)),
  ]
  // Columns mean something only within one line.
  if start.line == end.line {
    properties += [("col", String(start.column)), ("endColumn", String(end.column))]
  }
  properties.append(("title", diagnostic.kind.id))
  let list = properties.map { "\($0)=\(escapedProperty($1))" }.joined(separator: ",")
  let message = [diagnostic.message, diagnostic.label] + diagnostic.remarks
  let severity = diagnostic.kind.severity.rawValue
  return "::\(severity) \(list)::\(escapedMessage(message.joined(separator: "\n")))"
}

extension Diagnostic {
  /// The notes and the help, a line each, as the text shows them.
  var remarks: [String] {
    notes.map { "note: \($0)" } + (help.map { ["help: \($0)"] } ?? [])
  }
}

/// As the runner's own toolkit escapes the text of a command.
private func escapedMessage(_ text: String) -> String {
  escaped(text, [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")])
}

private func escapedProperty(_ text: String) -> String {
  escaped(text, [("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")])
}

private func escaped(
  _ text: String, _ replacements: [(of: Unicode.Scalar, with: String)]
) -> String {
  // Scalar by scalar: to `Character` a CR LF is neither.
  text.unicodeScalars.map { scalar in
    replacements.first { $0.of == scalar }?.with ?? String(scalar)
  }.joined()
}
