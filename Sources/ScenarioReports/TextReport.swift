import ScenarioSyntax

/// Findings for people, over all the sources of a run.
package struct TextReport {
  private let isColored: Bool
  /// The ids whose explanation has been pointed to: once a run is enough.
  private var explained: Set<String> = []

  /// What has been said of sources that others use: once is enough for all of them.
  private var told: Set<Remark> = []

  private struct Remark: Hashable {
    let message: String
    let source: String
    let offset: Int
  }

  /// Nobody reads more of one source: by then one cause has many effects.
  package static let largestCount = 100

  package init(colored: Bool) {
    isColored = colored
  }

  /// Empty where there is nothing to say; else each diagnostic ends with an empty line.
  package mutating func text(of findings: Findings) -> String {
    let diagnostics = findings.diagnostics.filter { isNews($0, in: findings) }
    guard !diagnostics.isEmpty else { return "" }
    let renderer = Renderer(of: findings.sources, colored: isColored)
    var text = ""
    let (shown, rest) = selection(of: diagnostics)
    for diagnostic in shown {
      let isFirst = explained.insert(diagnostic.kind.id).inserted
      text += renderer.render(diagnostic, pointingToExplanation: isFirst) + "\n"
    }
    return text + note(on: rest, in: findings)
  }

  private mutating func isNews(_ diagnostic: Diagnostic, in findings: Findings) -> Bool {
    let span = diagnostic.span
    if span.source == 0 { return true }
    let source = findings.sources[span].name
    let remark = Remark(message: diagnostic.message, source: source, offset: span.start)
    return told.insert(remark).inserted
  }

  /// The first ones, and that there are more than anybody has counted.
  private func selection(
    of diagnostics: [Diagnostic]
  ) -> (shown: [Diagnostic], rest: [Diagnostic]) {
    let rest = diagnostics.dropFirst(Self.largestCount)
    let ends = rest.filter(\.endsSearch)
    return (diagnostics.prefix(Self.largestCount) + ends, rest.filter { !$0.endsSearch })
  }

  private func note(on rest: [Diagnostic], in findings: Findings) -> String {
    guard !rest.isEmpty else { return "" }
    let errors = rest.count { $0.kind.severity == .error }
    return """
      note: \(rest.count) more in \(printable(findings.source.name)), \(errors) of them errors; \
      `scenarioc check --format concise` lists them


      """
  }
}
