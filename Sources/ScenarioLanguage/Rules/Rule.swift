import ScenarioSyntax

/// What must hold between the properties of one scenario.
struct Rule: Sendable {
  let kinds: [DiagnosticKind]
  /// The instant is that of the check: schedules are judged by what follows it.
  let check: @Sendable (Scenario, Instant) -> [Diagnostic]

  static let all: [Rule] = [
    .limit, .expectation, .schedule, .ticks, .objects, .scheduler, .allowances,
  ]
}
