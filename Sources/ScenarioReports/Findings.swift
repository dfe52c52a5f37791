package import ScenarioSyntax

/// All that is said of one source: what each format writes down.
package struct Findings: Sendable {
  package let source: SourceText
  /// In the order of the source.
  package let diagnostics: [Diagnostic]
  let lines: LineTable

  package init(_ diagnostics: [Diagnostic], on source: SourceText) {
    self.source = source
    self.diagnostics = diagnostics
    lines = LineTable(of: source)
  }

  func count(_ severity: DiagnosticKind.Severity) -> Int {
    diagnostics.count { $0.kind.severity == severity }
  }

  func range(_ span: Span) -> (start: LineTable.Position, end: LineTable.Position) {
    (lines.position(of: span.start, in: source), lines.position(of: span.end, in: source))
  }
}
