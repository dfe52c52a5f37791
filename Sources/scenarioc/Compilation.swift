import ScenarioBackends
import ScenarioLanguage
import ScenarioMachine
import ScenarioPlanning
import ScenarioReports
import ScenarioSyntax

/// What one source becomes: its plans with their bundles, and all that is said about it.
struct Compilation {
  let source: SourceText
  let diagnostics: [Diagnostic]
  /// Empty where there is an error: of a wrong file nothing is built.
  let results: [(plan: Plan, emission: Emission)]

  /// The passes, in their order.
  init(of source: SourceText) {
    let (tree, syntaxProblems) = parse(source)
    let (scenarios, problems) = check(tree, in: .system)
    let diagnostics = (syntaxProblems + problems).sorted { $0.span.start < $1.span.start }
    let isSound = !diagnostics.contains { $0.kind.severity == .error }
    let origin = Origin(source)
    self.source = source
    self.diagnostics = diagnostics
    results =
      isSound
      ? scenarios.map(plan).map { ($0, Emission($0, from: origin)) } : []
  }

  var findings: Findings { Findings(diagnostics, on: source) }

  /// How a command ends that does no more than compile.
  var exit: Exit { diagnostics.contains { $0.kind.severity == .error } ? .problems : .clean }
}
