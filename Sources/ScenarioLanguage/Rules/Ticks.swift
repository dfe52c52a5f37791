import ScenarioSyntax

extension Rule {
  /// A tick finds the last run over and the container up again.
  static let ticks = Rule(kinds: [.ticksMissed, .runCutShort, .restartBackedOff]) {
    scenario, now in
    let problem =
      switch scenario.schedule.value.trigger {
      case .cron(let cron): collision(of: scenario, cron, after: now)
      case .start: backOff(of: scenario, after: now)
      }
    return problem.map { [$0] } ?? []
  }

  /// Long enough for the kubelet's back-off to reach its end, and for a week of busy schedules.
  private static let mostTicks = 200

  private static func collision(
    of scenario: Scenario, _ cron: CronExpression, after now: Instant
  ) -> Diagnostic? {
    // A run with its restart that fits between any two ticks needs no search.
    guard scenario.longestTurn > cron.shortestGap else { return nil }
    let origin = now + .seconds(1)
    var (starts, missed) = ([Instant](), 0)
    for turn in scenario.turns(from: origin).lazy.filter(\.isTick).prefix(mostTicks) {
      switch turn {
      case .missed: missed += 1
      case .run(let run):
        if run.ending == .replaced { return cutShort(scenario) }
        starts.append(origin + (run.tick ?? .zero))
      }
    }
    return missed == 0
      ? nil : ticksMissed(scenario, missed, of: starts.count + missed, starts: starts)
  }

  private static func backOff(of scenario: Scenario, after now: Instant) -> Diagnostic? {
    guard scenario.workload == .deployment, scenario.runLength <= RestartBackOff.healthyLifetime
    else { return nil }
    let ends = scenario.turns(from: now).prefix(9).compactMap { turn -> TimeSpan? in
      if case .run(let run) = turn { run.end.planned } else { nil }
    }
    return restartBackedOff(scenario, ends)
  }
}

extension Turn {
  /// Whether a tick is the cause, and not a Job's next try.
  fileprivate var isTick: Bool {
    switch self {
    case .run(let run): run.tick != nil
    case .missed: true
    }
  }
}

extension Scenario {
  /// From a tick until the pod is ready again, at the most and without the machine's delays.
  fileprivate var longestTurn: TimeSpan {
    guard crossing != nil else { return curve.end }
    var backOff = RestartBackOff()
    switch (workload, restart.value) {
    case (.deployment, _): return runLength + backOff.longest
    case (.cronJob, .onFailure), (.job, .onFailure):
      return (0..<restart.value.backoffLimit).reduce(.zero) { total, _ in
        total + runLength + backOff.delay(afterLifetimeOf: runLength)
      }
    case (.cronJob, _), (.job, _): return runLength
    }
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let ticksMissed = DiagnosticKind(
    "ticks-missed", severity: .warning,
    explanation: """
      A tick does nothing while the last run is still going, or while the container is down after an \
      OOM kill. The kubelet restarts a container at once the first time, then after 10 s, 20 s and \
      so on up to 5 minutes, unless it has lived for more than 10 minutes.
      """,
    example: .init(
      wrong: "schedule every 5m\nramp { linear from 64Mi to 640Mi over 10m }",
      mended: "schedule every 30m\nramp { linear from 64Mi to 640Mi over 10m }"))

  static let runCutShort = DiagnosticKind(
    "run-cut-short", severity: .warning,
    explanation:
      "With `overlap replace`, a tick ends the last run before its ramp has come to its end.",
    example: .init(
      wrong: "schedule every 5m\noverlap replace\nramp { linear from 64Mi to 480Mi over 10m }",
      mended: "schedule every 30m\noverlap replace\nramp { linear from 64Mi to 480Mi over 10m }"))

  static let restartBackedOff = DiagnosticKind(
    "restart-backed-off", severity: .warning,
    explanation: """
      A container that starts its leak at once and dies within 10 minutes is restarted ever later by \
      the kubelet: after 10 s, 20 s and so on up to 5 minutes (CrashLoopBackOff).
      """,
    example: .init(
      wrong: "schedule at start", mended: "schedule every 30m"))
}

private func ticksMissed(
  _ scenario: Scenario, _ missed: Int, of all: Int, starts: [Instant]
) -> Diagnostic {
  let length = scenario.runLength.rounded.text
  let reason = scenario.crossing == nil ? "a run takes \(length)" : "killed after \(length)"
  let seen = starts.prefix(6).map {
    $0.text(offset: scenario.schedule.value.zone.offset(at: $0))
  }
  return Diagnostic(
    .ticksMissed, "\(missed) of the next \(all) ticks find the last run or its restart under way",
    at: scenario.schedule.span, label: "more often than the pod is ready",
    related: [.init(reason, at: scenario.curve.peak.segment.source)],
    notes: ["runs will really start at \(seen.joined(separator: ", "))"],
    help: "fire less often, or make the ramp shorter")
}

private func cutShort(_ scenario: Scenario) -> Diagnostic {
  Diagnostic(
    .runCutShort, "the next tick ends the run before its ramp does", at: scenario.schedule.span,
    label: "more often than a run takes",
    related: [
      .init(
        "a run takes \(scenario.curve.end.rounded.text)", at: scenario.curve.peak.segment.source),
      .init("replaced by this", at: scenario.overlap.span),
    ],
    help: "fire less often, or make the ramp shorter")
}

private func restartBackedOff(_ scenario: Scenario, _ ends: [TimeSpan]) -> Diagnostic {
  let seen = ends.map(\.rounded.text).joined(separator: ", ")
  let end = scenario.crossing == nil ? "ends" : "is killed"
  return Diagnostic(
    .restartBackedOff, "the kubelet restarts the container ever later", at: scenario.schedule.span,
    label: "\(end) within 10 minutes of its start",
    related: [
      .init("after \(scenario.runLength.rounded.text)", at: scenario.curve.peak.segment.source)
    ],
    notes: ["it \(end) \(seen) after the first start, and so on"])
}
