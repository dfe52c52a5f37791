import ScenarioSyntax

/// What must hold between the properties of one scenario.
struct Rule: Sendable {
  let kinds: [DiagnosticKind]
  let check: @Sendable (Scenario) -> [Diagnostic]

  static let all: [Rule] = [.limit, .expectation]
}
