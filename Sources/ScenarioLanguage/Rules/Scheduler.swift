import ScenarioSyntax

extension Rule {
  /// The cron in the container is there, and needed.
  static let scheduler = Rule(kinds: [.schedulerUnavailable, .schedulerUnused]) { scenario, _ in
    let choice = scenario.image.scheduler
    guard choice.value == .supercronic else { return [] }
    guard scenario.scheduler != nil else { return [unused(scenario)] }
    let base = scenario.image.base.value
    return base.distribution == .debian && base.reference.tag?.contains("sid") != true
      ? [unavailable(scenario)] : []
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let schedulerUnavailable = DiagnosticKind(
    "scheduler-unavailable",
    explanation: """
      Alpine has supercronic among its packages; of Debian's releases only the unstable one, sid, \
      does.
      """,
    example: .init(
      wrong: "image {\n    base \"debian:trixie-slim\"\n    scheduler supercronic\n}",
      mended: "image { scheduler supercronic }"))

  static let schedulerUnused = DiagnosticKind(
    "scheduler-unused", severity: .warning,
    explanation: "No cron runs inside the container of a Job or a CronJob, nor where the leak starts at once.",
    example: .init(
      wrong: "restart never\nimage { scheduler supercronic }", mended: "restart never"))
}

private func unavailable(_ scenario: Scenario) -> Diagnostic {
  Diagnostic(
    .schedulerUnavailable, "the base image's release has no package of supercronic",
    at: scenario.image.scheduler.span, label: "cannot be installed",
    related: [.init("upon this base", at: scenario.image.base.span)],
    help: "build upon an Alpine, or upon `debian:sid-slim`")
}

private func unused(_ scenario: Scenario) -> Diagnostic {
  let reason = scenario.workload == .deployment ? scenario.schedule.span : scenario.restart.span
  return Diagnostic(
    .schedulerUnused, "no cron runs inside the container", at: scenario.image.scheduler.span,
    label: "has no effect", related: [.init("because of this", at: reason)],
    help: "leave it out")
}
