import ScenarioSyntax

extension Rule {
  /// A tick finds the last run over and the container up again.
  static let ticks = Rule(kinds: [.ticksMissed, .runCutShort, .restartBackedOff]) {
    scenario, now in
    let problem =
      switch scenario.schedule.value.trigger {
      case .cron(let cron): collision(of: scenario, cron, after: now)
      case .start: backOff(of: scenario)
      }
    return problem.map { [$0] } ?? []
  }

  /// Long enough for the kubelet's back-off to reach its end, and for a week of busy schedules.
  private static let mostTicks = 200

  private static func collision(
    of scenario: Scenario, _ cron: CronExpression, after now: Instant
  ) -> Diagnostic? {
    // A run with its restart that fits between any two ticks needs no search.
    guard Occupancy(of: scenario).longest > cron.shortestGap else { return nil }
    let ticks = Array(scenario.ticks(after: now).prefix(mostTicks))
    let gaps = zip(ticks, ticks.dropFirst()).map { $1.seconds - $0.seconds }
    if scenario.overlap.value == .replace,
      gaps.contains(where: { TimeSpan.seconds($0) < scenario.runLength })
    {
      return cutShort(scenario)
    }
    return missedTicks(of: scenario, among: ticks)
  }

  private static func missedTicks(of scenario: Scenario, among ticks: [Instant]) -> Diagnostic? {
    guard var ready = ticks.first else { return nil }
    var occupancy = Occupancy(of: scenario)
    var starts: [Instant] = []
    var missed = 0
    for tick in ticks {
      if tick < ready {
        missed += 1
      } else {
        starts.append(tick)
        ready = occupancy.end(ofRunAt: tick)
      }
    }
    return missed == 0
      ? nil : ticksMissed(scenario, missed, of: starts.count + missed, starts: starts)
  }

  private static func backOff(of scenario: Scenario) -> Diagnostic? {
    guard scenario.workload == .deployment, scenario.runLength <= RestartBackOff.healthyLifetime
    else { return nil }
    var backOff = RestartBackOff()
    var (time, ends) = (TimeSpan.zero, [TimeSpan]())
    for _ in 0..<9 {
      time = time + scenario.runLength
      ends.append(time)
      time = time + backOff.delay(afterLifetimeOf: scenario.runLength)
    }
    return restartBackedOff(scenario, ends)
  }
}

/// When a pod is ready for the next tick, run after run.
private struct Occupancy {
  private let scenario: Scenario
  private var backOff = RestartBackOff()
  /// Of the container that runs now; nil before its first run.
  private var started: Instant?

  init(of scenario: Scenario) {
    self.scenario = scenario
  }

  /// From a tick until the pod is ready again, at the most.
  var longest: TimeSpan {
    guard let crossing = scenario.crossing else { return scenario.curve.end }
    return scenario.workload == .deployment
      ? crossing + backOff.longest : duration(ofJob: crossing)
  }

  /// A run that survives ends with its curve. One that is killed takes the container with it, and
  /// cron is back when the kubelet has started that again; a Job's pod is tried again and again.
  mutating func end(ofRunAt tick: Instant) -> Instant {
    guard let crossing = scenario.crossing else { return tick + scenario.curve.end }
    switch scenario.workload {
    case .deployment:
      let end = tick + crossing
      let lifetime = TimeSpan.seconds(min(end.seconds - (started ?? tick).seconds, 86_400))
      let restart = end + backOff.delay(afterLifetimeOf: lifetime)
      started = restart
      return restart
    case .cronJob, .job:
      return tick + duration(ofJob: crossing)
    }
  }

  private func duration(ofJob run: TimeSpan) -> TimeSpan {
    var total = run
    var backOff = RestartBackOff()
    guard case .onFailure(let retries) = scenario.restart.value else { return total }
    for _ in 0..<retries { total = total + backOff.delay(afterLifetimeOf: run) + run }
    // Given up as one more try would begin.
    return total + backOff.delay(afterLifetimeOf: run)
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
