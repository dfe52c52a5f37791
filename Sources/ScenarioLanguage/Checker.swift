package import ScenarioSyntax

/// What a tree means: its scenarios, and all that is wrong with them. A scenario with an error is
/// left out.
package func check(_ tree: SyntaxTree) -> ([Scenario], [Diagnostic]) {
  var report = Report()
  var scenarios: [Scenario] = []
  var names: [String: Span] = [:]
  for draft in file.read(tree.nodes, in: nil, &report) ?? [] {
    guard let scenario = draft(&report) else { continue }
    let name = scenario.name
    if let first = names.updateValue(name.span, forKey: name.value) {
      report.add(repeatedScenario(name, first: first))
    }
    let problems = Rule.all.flatMap { $0.check(scenario) }
    for problem in problems { report.add(problem) }
    if !problems.contains(where: { $0.kind.severity == .error }) { scenarios.append(scenario) }
  }
  return (scenarios, report.diagnostics)
}

extension DiagnosticKind {
  /// Every kind there is.
  package static let all: [DiagnosticKind] =
    [
      syntax, declaring, sizes, durations, texts, crons, intervals, images, ramps,
      [repeatedScenario], Rule.all.flatMap(\.kinds),
    ].flatMap(\.self)
}

// MARK: - Messages

extension DiagnosticKind {
  static let repeatedScenario = DiagnosticKind(
    "repeated-scenario",
    explanation:
      "A scenario's name is that of its bundle and of its Kubernetes objects: one of two would be lost.",
    example: nil)
}

private func repeatedScenario(_ name: Located<String>, first: Span) -> Diagnostic {
  Diagnostic(
    .repeatedScenario, "two scenarios are named `\(name.value)`", at: name.span,
    label: "named so again here", related: [.init("first named here", at: first)],
    help: "give them different names")
}
