import ScenarioSyntax

extension Rule {
  /// The cron in the container is there, and needed.
  static let scheduler = Rule(kinds: [.schedulerUnavailable, .schedulerUnused, .schedulerZone]) {
    scenario, now in
    let choice = scenario.image.scheduler
    guard choice.value == .supercronic else { return [] }
    guard scenario.scheduler != nil else { return [unused(scenario)] }
    let base = scenario.image.base.value
    var problems: [Diagnostic] = []
    if base.distribution == .debian, base.reference.tag?.contains("sid") != true {
      problems.append(unavailable(scenario))
    }
    if scenario.schedule.value.zone.change(after: now) != nil { problems.append(zone(scenario)) }
    return problems
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

  static let schedulerZone = DiagnosticKind(
    "scheduler-zone",
    explanation: """
      supercronic reckons with the hands of the clock. West of Greenwich it fires without end once \
      the clocks have been put back (supercronic issue 86), so it is trusted with steady zones alone.
      """,
    example: .init(
      wrong: """
        schedule daily at 09:00 in "America/New_York"
        image { scheduler supercronic }
        """,
      mended: """
        schedule daily at 09:00 in "Etc/UTC"
        image { scheduler supercronic }
        """))

  static let schedulerUnused = DiagnosticKind(
    "scheduler-unused", severity: .warning,
    explanation:
      "No cron runs inside the container of a Job or a CronJob, nor where the leak starts at once.",
    example: .init(
      wrong: "restart never\nimage { scheduler supercronic }", mended: "restart never"))
}

private func zone(_ scenario: Scenario) -> Diagnostic {
  let schedule = scenario.schedule
  return Diagnostic(
    .schedulerZone, "supercronic loses its way where clocks are moved",
    at: scenario.image.scheduler.span, label: "cannot keep this schedule",
    related: [.init("the clocks of \(schedule.value.zone.name) are moved", at: schedule.span)],
    help: "schedule in a zone without summer time, such as `Etc/UTC`, or use busybox")
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
