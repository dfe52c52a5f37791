import ScenarioSyntax

/// Findings for people, over all the sources of a run.
package struct TextReport {
  private let isColored: Bool
  /// The ids whose explanation has been pointed to: once a run is enough.
  private var explained: Set<String> = []

  /// Nobody reads more of one source: by then one cause has many effects.
  package static let largestCount = 100

  package init(colored: Bool) {
    isColored = colored
  }

  /// Empty where there is nothing to say; else each diagnostic ends with an empty line.
  package mutating func text(of findings: Findings) -> String {
    guard !findings.diagnostics.isEmpty else { return "" }
    let renderer = Renderer(of: findings.sources, colored: isColored)
    var text = ""
    for diagnostic in findings.diagnostics.prefix(Self.largestCount) {
      let isFirst = explained.insert(diagnostic.kind.id).inserted
      text += renderer.render(diagnostic, pointingToExplanation: isFirst) + "\n"
    }
    return text + rest(of: findings)
  }

  private func rest(of findings: Findings) -> String {
    let rest = findings.diagnostics.dropFirst(Self.largestCount)
    guard !rest.isEmpty else { return "" }
    let errors = rest.count { $0.kind.severity == .error }
    return """
      note: \(rest.count) more in \(findings.source.name), \(errors) of them errors; \
      `scenarioc check --format concise` lists all


      """
  }
}
