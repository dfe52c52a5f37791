import ScenarioBackends
import ScenarioLanguage
import ScenarioMachine
import ScenarioPlanning
import ScenarioReports
import ScenarioSyntax

/// What one source becomes, pass by pass, and all that is said about it.
struct Compilation {
  let source: SourceText
  /// In the order of the sources.
  let diagnostics: [Diagnostic]
  private let used: [SourceText]
  /// Empty where there is an error: of a wrong file nothing is built.
  private let scenarios: [Scenario]

  init(of source: SourceText) {
    let (tree, syntaxProblems) = parse(source)
    let meaning = check(tree, in: .system)
    let diagnostics = (syntaxProblems + meaning.diagnostics).sorted { $0.span < $1.span }
    let isSound = !diagnostics.contains { $0.kind.severity == .error }
    self.source = source
    self.diagnostics = diagnostics
    used = meaning.used
    scenarios = isSound ? meaning.scenarios : []
  }

  /// The next pass, which `check` does not need.
  var plans: [Plan] { scenarios.map(plan) }

  /// And the next: what the backends work from.
  var emissions: [Emission] {
    let origin = Origin(source)
    return plans.map { Emission($0, from: origin) }
  }

  var findings: Findings { Findings(diagnostics, on: source, using: used) }

  /// How a command ends that does no more than compile.
  var exit: Exit { diagnostics.contains { $0.kind.severity == .error } ? .problems : .clean }
}
