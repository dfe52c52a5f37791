import ScenarioSyntax

extension Rule {
  /// The schedule fires, and as often as it looks.
  static let schedule = Rule(
    kinds: [.scheduleNever, .scheduleEitherDay, .scheduleSparse, .scheduleDisturbed]
  ) { scenario, now in
    guard let cron = scenario.schedule.value.cron else { return [] }
    let schedule = scenario.schedule
    guard cron.canFire else { return [never(schedule)] }
    let next = { Array(scenario.ticks(after: now).prefix(4)) }
    var problems: [Diagnostic] = []
    if !cron.daysOfMonth.isUnrestricted, !cron.daysOfWeek.isUnrestricted {
      problems.append(eitherDay(schedule, next()))
    } else if cron.daysOfMonth.values[0] > 28 {
      problems.append(sparse(schedule, next()))
    }
    if let disturbed = disturbances(scenario, after: now) { problems.append(disturbed) }
    return problems
  }

  private static func disturbances(_ scenario: Scenario, after now: Instant) -> Diagnostic? {
    let zone = scenario.schedule.value.zone
    let all = scenario.schedule.value.cron?.disturbedTicks(after: now, in: zone) ?? []
    // supercronic moves a skipped tick to after the gap, and a doubled one fires once.
    let disturbed = scenario.reader == .supercronic ? [] : all
    return disturbed.isEmpty ? nil : Rule.disturbed(scenario.schedule, disturbed)
  }
}

extension Scenario {
  /// What reads the schedule: the cron in the container, or Kubernetes.
  package var reader: CronReader { scheduler?.reader ?? .kubernetes }

  /// When the schedule fires, as its reader reads it; nothing where the leak starts at once.
  package func ticks(after instant: Instant) -> AnySequence<Instant> {
    guard let cron = schedule.value.cron else { return AnySequence([]) }
    return AnySequence(cron.occurrences(after: instant, in: schedule.value.zone, by: reader))
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let scheduleNever = DiagnosticKind(
    "schedule-never",
    explanation: "The expression names a day that no calendar has, such as the 30th of February.",
    example: .init(
      wrong: #"schedule cron "0 0 30 2 *""#, mended: #"schedule cron "0 0 28 2 *""#))

  static let scheduleEitherDay = DiagnosticKind(
    "schedule-either-day", severity: .warning,
    explanation: """
      Where both the day of the month and the day of the week are restricted, cron fires when either \
      matches, which is rarely what was meant (crontab(5)).
      """,
    example: .init(
      wrong: #"schedule cron "0 9 13 * 5""#, mended: #"schedule cron "0 9 * * 5""#))

  static let scheduleSparse = DiagnosticKind(
    "schedule-sparse", severity: .warning,
    explanation:
      "Not every month has the day that the expression names; those without are left out.",
    example: .init(
      wrong: #"schedule cron "0 0 31 * *""#, mended: #"schedule cron "0 0 28 * *""#))

  static let scheduleDisturbed = DiagnosticKind(
    "schedule-disturbed", severity: .warning,
    explanation: """
      When the clocks of the zone are put forward or back, some of the times of the schedule come \
      never or twice that day. Times in the small hours of a Sunday are at risk; UTC never is.
      """,
    example: .init(
      wrong: #"schedule daily at 02:30 in "America/New_York""#,
      mended: #"schedule daily at 02:30 in "Etc/UTC""#))
}

private func never(_ schedule: Located<Schedule>) -> Diagnostic {
  Diagnostic(
    .scheduleNever, "the schedule never fires", at: schedule.span,
    label: "names a day that never comes")
}

private func eitherDay(_ schedule: Located<Schedule>, _ next: [Instant]) -> Diagnostic {
  Diagnostic(
    .scheduleEitherDay, "cron fires on either day: that of the month or that of the week",
    at: schedule.span, label: "restricts both days",
    notes: [occurrences(next, of: schedule.value)],
    help: "leave one of the two fields `*`")
}

private func sparse(_ schedule: Located<Schedule>, _ next: [Instant]) -> Diagnostic {
  Diagnostic(
    .scheduleSparse, "not every month has such a day", at: schedule.span,
    label: "leaves months out", notes: [occurrences(next, of: schedule.value)])
}

extension Rule {
  fileprivate static func disturbed(
    _ schedule: Located<Schedule>, _ disturbed: [DisturbedTicks]
  ) -> Diagnostic {
    let notes = disturbed.prefix(4).map { ticks in
      let fate = ticks.areSkipped ? "skipped" : "doubled"
      let times = ticks.wallTimes.prefix(3).map(\.text).joined(separator: ", ")
      let more = ticks.wallTimes.count > 3 ? ", …" : ""
      return "\(fate): \(times)\(more)"
    }
    return Diagnostic(
      .scheduleDisturbed, "the clocks of \(schedule.value.zone.name) skip or double some ticks",
      at: schedule.span, label: "names times that come never or twice", notes: Array(notes),
      help: "choose another time, or `Etc/UTC`")
  }
}

private func occurrences(_ instants: [Instant], of schedule: Schedule) -> String {
  let texts = instants.map { $0.text(offset: schedule.zone.offset(at: $0)) }
  return "fires next at \(texts.joined(separator: ", "))"
}
