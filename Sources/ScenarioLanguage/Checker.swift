package import ScenarioSyntax

/// What a tree means: its scenarios, and all that is wrong with them. A scenario with an error is
/// left out.
package func check(_ tree: SyntaxTree) -> ([Scenario], [Diagnostic]) {
  var report = Report()
  var scenarios: [Scenario] = []
  for draft in file.read(tree.nodes, in: nil, &report) ?? [] {
    guard let scenario = draft(&report) else { continue }
    let problems = Rule.all.flatMap { $0.check(scenario) }
    for problem in problems { report.add(problem) }
    if !problems.contains(where: { $0.kind.severity == .error }) { scenarios.append(scenario) }
  }
  return (scenarios, report.diagnostics)
}

extension DiagnosticKind {
  /// Every kind there is.
  package static let all: [DiagnosticKind] =
    syntax + declaring + sizes + durations + texts + crons + intervals + images + ramps
    + Rule.all.flatMap(\.kinds)
}
