import ScenarioSyntax

extension Rule {
  /// An allowance says why.
  static let allowances = Rule(kinds: [.allowWithoutReason]) { scenario, _ in
    scenario.allowances.filter { $0.reason?.value.isEmpty ?? true }.map(withoutReason)
  }
}

/// The diagnostics but for the warnings that a scenario allows; and a warning for each allowance
/// that silences nothing.
func applyAllowances(of scenario: Scenario, to problems: [Diagnostic]) -> [Diagnostic] {
  let silenced = Set(scenario.allowances.map(\.id.value))
  let heard = problems.filter { $0.kind.severity == .error || !silenced.contains($0.kind.id) }
  let raised = Set(problems.map(\.kind.id))
  return heard + scenario.allowances.filter { !raised.contains($0.id.value) }.map { unused($0) }
}

// MARK: - Messages

extension DiagnosticKind {
  static let allowWithoutReason = DiagnosticKind(
    "allow-without-reason", severity: .warning,
    explanation: "Whoever reads the scenario next has to know why its warning does not matter.",
    example: .init(
      wrong: "schedule at start\nallow restart-backed-off",
      mended: "schedule at start\nallow restart-backed-off \"the back-off is what we test\""))

  static let allowUnused = DiagnosticKind(
    "allow-unused", severity: .warning,
    explanation: "The allowance silences nothing: the warning is not raised, or no more.",
    example: .init(
      wrong: "allow restart-backed-off \"the back-off is what we test\"",
      mended: "schedule at start\nallow restart-backed-off \"the back-off is what we test\""))
}

private func withoutReason(_ allowance: Allowance) -> Diagnostic {
  Diagnostic(
    .allowWithoutReason, "`\(allowance.id.value)` is allowed without a reason",
    at: allowance.id.span, label: "why?", help: "add the reason, in quotes")
}

private func unused(_ allowance: Allowance) -> Diagnostic {
  Diagnostic(
    .allowUnused, "the allowance of `\(allowance.id.value)` silences nothing",
    at: allowance.id.span, label: "there is no such warning here", help: "remove it")
}
