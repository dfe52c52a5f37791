import ScenarioDocuments
import ScenarioSyntax

/// The findings of a run as JSON, complete, in the form of docs/diagnostics.schema.json.
///
/// What is added later leaves what is there as it is; `version` changes if that cannot be.
package func json(_ findings: [Findings]) -> [UInt8] {
  let document: Document = [
    "version": 1,
    "errors": .integer(findings.reduce(0) { $0 + $1.count(.error) }),
    "warnings": .integer(findings.reduce(0) { $0 + $1.count(.warning) }),
    "files": .list(
      findings.map { findings in
        [
          "name": .string(findings.source.name),
          "diagnostics": .list(findings.diagnostics.map { data($0, in: findings) }),
        ]
      }),
  ]
  var bytes: [UInt8] = []
  document.writeJSON(to: &bytes)
  return bytes
}

private func data(_ diagnostic: Diagnostic, in findings: Findings) -> Document {
  [
    "id": .string(diagnostic.kind.id),
    "severity": .string(diagnostic.kind.severity.rawValue),
    "message": .string(diagnostic.message),
    "span": data(diagnostic.span, in: findings),
    "label": .string(diagnostic.label),
    "related": .list(
      diagnostic.related.map {
        ["span": data($0.span, in: findings), "label": .string($0.text)]
      }),
    "notes": .list(diagnostic.notes.map { .string($0) }),
    "help": diagnostic.help.map { .string($0) },
    "fix": diagnostic.fix.map { fix in
      [
        "edits": .list(
          fix.edits.map {
            ["span": data($0.span, in: findings), "replacement": .string($0.replacement)]
          })
      ]
    },
  ]
}

private func data(_ span: Span, in findings: Findings) -> Document {
  let (start, end) = findings.sources.range(span)
  return [
    "file": span.source == 0 ? nil : .string(findings.sources[span].name),
    "start": data(start, at: span.start),
    "end": data(end, at: span.end),
  ]
}

private func data(_ position: LineTable.Position, at offset: Int) -> Document {
  [
    "byte": .integer(offset), "line": .integer(position.line),
    "column": .integer(position.column), "utf16Column": .integer(position.utf16Column),
  ]
}
