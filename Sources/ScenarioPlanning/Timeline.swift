package import ScenarioLanguage

/// All that a plan makes of a stretch of time: the runs, their kills, the restarts, missed ticks.
///
/// Times are counted from the origin. Planned times have no delays of the machine in them; each
/// window holds what kernels and kubelets were seen to add.
package struct Timeline: Sendable {
  package let plan: Plan
  package let origin: Instant
  /// How much of the time asked for is told: all of it, or up to where there is too much to tell.
  package let span: TimeSpan
  /// What begins in that time, in its order.
  package let turns: [Turn]
  /// Whether more happens in the time that was asked for.
  package let isCut: Bool

  /// Enough for a week of runs in each minute. More would be no use to a reader, and a year of
  /// them would take long.
  package static let mostTurns = 10_000

  /// What is worth telling where nobody says how much: a day; of a Job that comes once all, and a quarter
  /// more in whole minutes, so that its end is seen.
  package static func usualSpan(of plan: Plan, backOff: RestartBackOff) -> TimeSpan {
    guard plan.scenario.workload == .job else { return .minutes(24 * 60) }
    let turns = plan.scenario.turns(from: Instant(seconds: 0), backOff: backOff)
    var end = TimeSpan.zero
    for case .run(let run) in turns { end = run.end.planned }
    return min(.minutes(end.milliseconds * 5 / 4 / 60_000 + 1), .longest)
  }

  package init(
    of plan: Plan, from origin: Instant, for span: TimeSpan,
    backOff: RestartBackOff = RestartBackOff()
  ) {
    var turns: [Turn] = []
    var end = span
    for turn in plan.scenario.turns(from: origin, backOff: backOff) {
      guard turn.begin < span else { break }
      guard turns.count < Self.mostTurns else {
        end = turn.begin
        break
      }
      turns.append(turn)
    }
    self.plan = plan
    self.origin = origin
    self.span = end
    self.turns = turns
    isCut = end < span
  }
}

extension Timeline {
  package var scenario: Scenario { plan.scenario }

  package var runs: [Run] {
    turns.compactMap { if case .run(let run) = $0 { run } else { nil } }
  }

  package var missedTicks: [MissedTick] {
    turns.compactMap { if case .missed(let tick) = $0 { tick } else { nil } }
  }

  /// When, by the plan, the kernel kills within the span.
  package var kills: [TimeSpan] {
    runs.filter { $0.ending == .killed }.map(\.end.planned).filter { $0 < span }
  }

  /// When, by the plan, the kubelet starts a container again within the span.
  package var restarts: [TimeSpan] {
    runs.compactMap { $0.stop?.restart?.planned }.filter { $0 < span }
  }

  /// What the ramp holds at that time: nothing before, between and after the runs.
  package func level(at time: TimeSpan, in runs: [Run]) -> ByteCount {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].start.planned <= time { low = middle + 1 } else { high = middle }
    }
    guard low > 0, time < runs[low - 1].end.planned else { return .zero }
    let elapsed = time.milliseconds - runs[low - 1].start.planned.milliseconds
    return scenario.curve.level(at: TimeSpan(milliseconds: elapsed))
  }
}

extension Turn {
  /// When the plan has it begin.
  package var begin: TimeSpan {
    switch self {
    case .run(let run): run.start.planned
    case .missed(let missed): missed.tick
    }
  }
}
