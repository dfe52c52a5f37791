package import ScenarioSyntax

/// What a check goes by, besides the source.
package struct Surroundings: Sendable {
  package let zones: ZoneDatabase
  /// Schedules are judged by what follows this.
  package let now: Instant

  package init(zones: ZoneDatabase, now: Instant) {
    self.zones = zones
    self.now = now
  }
}

/// What a tree means: its scenarios, and all that is wrong with them. A scenario with an error is
/// left out.
package func check(
  _ tree: SyntaxTree, in surroundings: Surroundings
) -> ([Scenario], [Diagnostic]) {
  var report = Report(zones: surroundings.zones)
  var scenarios: [Scenario] = []
  var names: [String: Span] = [:]
  for draft in file.read(tree.nodes, in: nil, &report) ?? [] {
    guard let scenario = draft(&report) else { continue }
    let name = scenario.name
    if let first = names.updateValue(name.span, forKey: name.value) {
      report.add(repeatedScenario(name, first: first))
    }
    let problems = Rule.all.flatMap { $0.check(scenario, surroundings.now) }
    for problem in applyAllowances(of: scenario, to: problems) { report.add(problem) }
    if !problems.contains(where: { $0.kind.severity == .error }) { scenarios.append(scenario) }
  }
  return (scenarios, report.diagnostics)
}

extension DiagnosticKind {
  /// Every kind there is.
  package static let all: [DiagnosticKind] =
    [
      syntax, declaring, sizes, durations, numbers, texts, labels, clocks, zones, crons, intervals,
      images, warnings, ramps, [repeatedScenario], Rule.all.flatMap(\.kinds), [allowUnused],
    ].flatMap(\.self)
}

// MARK: - Messages

extension DiagnosticKind {
  static let repeatedScenario = DiagnosticKind(
    "repeated-scenario",
    explanation: """
      A scenario's name is that of its bundle and of its Kubernetes objects: one of two would be lost.
      """,
    example: .init(
      wrong: twoScenarios(named: "leak", "leak"), mended: twoScenarios(named: "leak", "other-leak"))
  )

  private static func twoScenarios(named first: String, _ second: String) -> String {
    [first, second].map { name in
      """
      scenario \(name) {
          schedule every 30m
          memory { limit 512Mi }
          ramp { jump to 640Mi }
      }
      """
    }.joined(separator: "\n\n")
  }
}

private func repeatedScenario(_ name: Located<String>, first: Span) -> Diagnostic {
  Diagnostic(
    .repeatedScenario, "two scenarios are named `\(name.value)`", at: name.span,
    label: "named so again here", related: [.init("first named here", at: first)],
    help: "give them different names")
}
