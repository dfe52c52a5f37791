import ScenarioBackends
import ScenarioLanguage
import ScenarioMachine
import ScenarioPlanning
import ScenarioReports
import ScenarioSyntax

/// What one source becomes, pass by pass, and all that is said about it.
struct Compilation: Sendable {
  let source: SourceText
  /// In the order of the sources.
  private(set) var diagnostics: [Diagnostic]
  /// The other sources that it uses.
  let used: [SourceText]
  /// All that have no error of their own.
  let scenarios: [Scenario]

  init(of source: SourceText, in surroundings: Surroundings = .system) {
    let (tree, syntaxProblems) = parse(source)
    let isRubbish = syntaxProblems.contains(where: \.endsSearch)
    let meaning = isRubbish ? .unknown : check(tree, in: surroundings)
    self.source = source
    diagnostics = (syntaxProblems + meaning.diagnostics).sorted { $0.span < $1.span }
    used = meaning.used
    scenarios = meaning.scenarios
  }

  /// Adds what can be said only beside other sources.
  mutating func add(_ others: [Diagnostic]) {
    guard !others.isEmpty else { return }
    diagnostics = (diagnostics + others).sorted { $0.span < $1.span }
  }

  /// What the next passes work on. Empty where there is an error: of a wrong file nothing is built.
  var soundScenarios: [Scenario] { exit == .clean ? scenarios : [] }

  /// The next pass, which `check` does not need.
  var plans: [Plan] { soundScenarios.map(plan) }

  /// What can be built later, when the source has been forgotten.
  var buildable: [BuildableScenario] {
    let scenarios = soundScenarios
    if scenarios.isEmpty { return [] }
    let origin = Origin(source)
    return scenarios.map { BuildableScenario($0, from: origin) }
  }

  var findings: Findings { Findings(diagnostics, on: source, using: used) }

  func count(_ severity: DiagnosticKind.Severity) -> Int {
    diagnostics.count { $0.kind.severity == severity }
  }

  /// How a command ends that does no more than compile.
  var exit: Exit { diagnostics.contains { $0.kind.severity == .error } ? .problems : .clean }
}

/// A scenario without errors, and where it came from. A class, so that a list of many can grow without
/// holding two of each.
final class BuildableScenario: Sendable {
  let scenario: Scenario
  let origin: Origin

  init(_ scenario: Scenario, from origin: Origin) {
    self.scenario = scenario
    self.origin = origin
  }

  /// The last passes: what the backends work from.
  var emission: Emission { Emission(plan(scenario), from: origin) }
}
