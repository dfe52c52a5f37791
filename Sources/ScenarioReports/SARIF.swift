import ScenarioDocuments
import ScenarioLanguage
import ScenarioSyntax

/// The findings of a run as a SARIF 2.1.0 log (OASIS standard), complete. The version is the
/// compiler's; the run is complete if each source could be read.
package func sarif(_ findings: [Findings], version: String, isComplete: Bool) -> [UInt8] {
  let rules = DiagnosticKind.all
  let indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
  let log: Document = [
    "$schema":
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    "version": "2.1.0",
    "runs": [
      [
        "tool": [
          "driver": [
            "name": "scenarioc", "semanticVersion": .string(version),
            "rules": .list(rules.map(rule)),
          ]
        ],
        "columnKind": "unicodeCodePoints",
        "invocations": [["executionSuccessful": .boolean(isComplete)]],
        "results": .list(
          findings.flatMap { findings in
            findings.diagnostics.map {
              result($0, in: findings, ruleIndex: indices[$0.kind.id])
            }
          }),
      ]
    ],
  ]
  var bytes: [UInt8] = []
  log.writeJSON(to: &bytes)
  return bytes
}

private func rule(_ kind: DiagnosticKind) -> Document {
  [
    "id": .string(kind.id),
    "shortDescription": message(kind.firstSentence),
    "fullDescription": message(kind.explanation),
    "help": [
      "text": .string(explanation(of: kind, style: .plain)),
      "markdown": .string(markdown(kind)),
    ],
    "defaultConfiguration": ["level": .string(kind.severity.rawValue)],
  ]
}

private func markdown(_ kind: DiagnosticKind) -> String {
  let example = kind.example
  return """
    \(kind.explanation)

    W\(example.title.dropFirst()):
    ```
    \(example.wrongLines.joined(separator: "\n"))
    ```
    Right:
    ```
    \(example.mendedLines.joined(separator: "\n"))
    ```
    """
}

private func result(
  _ diagnostic: Diagnostic, in findings: Findings, ruleIndex: Int?
) -> Document {
  let related = diagnostic.related.enumerated().map { index, label in
    location(label.span, label.text, in: findings, id: index + 1)
  }
  return [
    "ruleId": .string(diagnostic.kind.id),
    "ruleIndex": ruleIndex.map { .integer($0) },
    "level": .string(diagnostic.kind.severity.rawValue),
    "message": message(([diagnostic.message] + diagnostic.remarks).joined(separator: "\n")),
    "locations": [location(diagnostic.span, diagnostic.label, in: findings)],
    "relatedLocations": related.isEmpty ? nil : .list(related),
    "fixes": diagnostic.fix.map { [fix($0, diagnostic.help, in: findings)] },
  ]
}

private func fix(_ fix: Fix, _ help: String?, in findings: Findings) -> Document {
  [
    "description": help.map(message),
    "artifactChanges": .list(
      Dictionary(grouping: fix.edits, by: \.span.source).sorted { $0.key < $1.key }.map {
        [
          "artifactLocation": artifact(findings.sources[$0.value[0].span]),
          "replacements": .list(
            $0.value.map { edit in
              [
                "deletedRegion": region(edit.span, in: findings),
                "insertedContent": ["text": .string(edit.replacement)],
              ]
            }),
        ]
      }),
  ]
}

private func location(
  _ span: Span, _ label: String, in findings: Findings, id: Int? = nil
) -> Document {
  [
    "id": id.map { .integer($0) },
    "physicalLocation": [
      "artifactLocation": artifact(findings.sources[span]), "region": region(span, in: findings),
    ],
    "message": message(label),
  ]
}

private func region(_ span: Span, in findings: Findings) -> Document {
  let (start, end) = findings.sources.range(span)
  return [
    "startLine": .integer(start.line), "startColumn": .integer(start.column),
    "endLine": .integer(end.line), "endColumn": .integer(end.column),
  ]
}

private func artifact(_ source: SourceText) -> Document {
  ["uri": .string(uri(ofPath: source.name))]
}

private func message(_ text: String) -> Document {
  ["text": .string(text)]
}

/// A path as a URI reference (RFC 3986): relative as the path is, or with the scheme `file`.
private func uri(ofPath path: String) -> String {
  let digits = Array("0123456789ABCDEF".unicodeScalars)
  var uri = path.hasPrefix("/") ? "file://" : ""
  for byte in path.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
      uri.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      uri += "%"
      uri.unicodeScalars.append(contentsOf: [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
  }
  return uri
}
