package import ScenarioSyntax

/// All that is said of one source, and of those that it uses: what each format writes down.
package struct Findings: Sendable {
  /// In the order of the sources.
  package let diagnostics: [Diagnostic]
  let sources: SourceTable

  package init(
    _ diagnostics: [Diagnostic], on source: SourceText, using used: [SourceText] = []
  ) {
    self.diagnostics = diagnostics
    sources = SourceTable(of: source, using: used)
  }

  package var source: SourceText { sources.main }

  func count(_ severity: DiagnosticKind.Severity) -> Int {
    diagnostics.count { $0.kind.severity == severity }
  }
}
