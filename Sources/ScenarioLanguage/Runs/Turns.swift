extension Scenario {
  /// All that happens from a moment on, one turn after the other, without an end where the schedule
  /// or the restarts have none. A Deployment's container, and a Job's, starts at that moment.
  package func turns(from origin: Instant, backOff: RestartBackOff = RestartBackOff()) -> Turns {
    Turns(of: self, from: origin, backOff: backOff)
  }
}

/// The one model of what the schedule, the ramp, the restart policy and the kubelet make together.
package struct Turns: Sequence, IteratorProtocol {
  private let scenario: Scenario
  private let runLength: TimeSpan
  private let isKilled: Bool
  /// Of a Job that begins.
  private let newRestarts: Restarts
  private var restarts: Restarts
  private var ticks: Ticks
  /// Of a Job: what is to come of it.
  private var attempts: ArraySlice<Run> = []
  private var count = 0
  /// When the container, or the next Job, can run again; nil where nothing ever does.
  private var ready: Window? = Window(.zero)
  /// When the last run is over.
  private var idle = Window(.zero)
  /// When the container of now was started.
  private var container = Window(.zero)

  fileprivate init(of scenario: Scenario, from origin: Instant, backOff: RestartBackOff) {
    self.scenario = scenario
    newRestarts = Restarts(scenario.restart.value, backOff: backOff)
    restarts = newRestarts
    (runLength, isKilled) = (scenario.runLength, scenario.crossing != nil)
    ticks = Ticks(of: scenario, from: origin)
  }

  package mutating func next() -> Turn? {
    if let attempt = attempts.popFirst() { return .run(attempt) }
    guard let ready else { return nil }
    switch scenario.schedule.value.trigger {
    case .start: return .run(begin(at: ready, tick: nil))
    case .cron: return ticks.pop().map { turn(at: $0, ready: ready) }
    }
  }

  private mutating func turn(at tick: TimeSpan, ready: Window) -> Turn {
    if isMadeUp(tick, at: ready) {
      let isDoubtful = ready.latest > tick + Scenario.startingDeadline
      return .run(begin(at: ready.after(.zero, .newPod), tick: tick, isDoubtful: isDoubtful))
    }
    if tick < ready.planned {
      let reason = tick < idle.planned ? MissedTick.Reason.running : .down
      return .missed(MissedTick(tick: tick, reason: reason, isDoubtful: ready.mayBe(at: tick)))
    }
    let start = Window(tick).after(.zero, scenario.workload == .deployment ? .cron : .newPod)
    return .run(begin(at: start, tick: tick, isDoubtful: tick < ready.latest))
  }

  /// Kubernetes begins with the latest tick that a running Job has kept off as soon as that Job is
  /// over, within the starting deadline ("CronJob: Concurrency policy").
  private func isMadeUp(_ tick: TimeSpan, at ready: Window) -> Bool {
    scenario.workload == .cronJob && scenario.overlap.value == .skip && tick < ready.planned
      && ready.planned <= tick + Scenario.startingDeadline
      && ticks.first.map { $0 > ready.planned } ?? true
  }

  private mutating func begin(at start: Window, tick: TimeSpan?, isDoubtful: Bool = false) -> Run {
    switch scenario.workload {
    case .deployment:
      let run = nextRun(from: start, tick: tick, isDoubtful: isDoubtful)
      idle = run.end
      ready = run.stop.map(\.restart) ?? idle
      container = run.stop?.restart ?? container
      return run
    case .cronJob, .job:
      let runs = job(from: start, tick: tick, isDoubtful: isDoubtful)
      idle = runs[runs.count - 1].end
      ready = tick == nil ? nil : idle
      attempts = runs.dropFirst()
      return runs[0]
    }
  }
}

// MARK: - A Deployment: one container, restarted always

extension Turns {
  private mutating func nextRun(from start: Window, tick: TimeSpan?, isDoubtful: Bool) -> Run {
    count += 1
    if let cut = replacement(of: start) {
      return Run(
        number: count, attempt: 1, tick: tick, start: start, ending: .replaced, end: cut,
        stop: nil, isDoubtful: isDoubtful)
    }
    let end = start.after(runLength, isKilled ? .kill : .none)
    // cron, and its container with it, outlives a run that completes.
    let isLast = isKilled || tick == nil
    let stop = isLast ? stop(at: end, startedAt: container, with: &restarts) : nil
    return Run(
      number: count, attempt: 1, tick: tick, start: start, ending: isKilled ? .killed : .completed,
      end: end, stop: stop, isDoubtful: isDoubtful)
  }

  /// The next tick, where that ends a run which starts then.
  private mutating func replacement(of start: Window) -> Window? {
    guard scenario.overlap.value == .replace, let next = ticks.first,
      next < start.planned + runLength
    else { return nil }
    return Window(next)
  }

  private func stop(
    at end: Window, startedAt start: Window, with restarts: inout Restarts
  ) -> ContainerStop {
    let lifetime = end.planned.milliseconds - start.planned.milliseconds
    let delay = restarts.delay(
      afterLifetimeOf: TimeSpan(milliseconds: Swift.max(lifetime, 0)), failed: isKilled)
    let time = end.after(.zero, .shutdown)
    return ContainerStop(
      time: time, restart: delay.map { time.after($0, .restart(after: $0)) },
      backOff: delay ?? .zero)
  }
}

// MARK: - A Job: a pod that is tried again within its limit

extension Turns {
  private mutating func job(from start: Window, tick: TimeSpan?, isDoubtful: Bool) -> [Run] {
    let cut = tick != nil && scenario.overlap.value == .replace ? ticks.first : nil
    var restarts = newRestarts
    var runs: [Run] = []
    var begin: Window? = start
    while let start = begin, cut.map({ start.planned < $0 }) ?? true {
      count += 1
      let run = attempt(
        runs.count + 1, from: start, tick: runs.isEmpty ? tick : nil, isDoubtful: isDoubtful,
        cut: cut, &restarts)
      runs.append(run)
      begin = run.stop?.restart
    }
    return runs
  }

  private func attempt(
    _ attempt: Int, from start: Window, tick: TimeSpan?, isDoubtful: Bool, cut: TimeSpan?,
    _ restarts: inout Restarts
  ) -> Run {
    func run(_ ending: Run.Ending, until end: Window, _ stop: ContainerStop) -> Run {
      Run(
        number: count, attempt: attempt, tick: tick, start: start, ending: ending, end: end,
        stop: stop, isDoubtful: isDoubtful)
    }
    func last(_ end: Window) -> ContainerStop {
      ContainerStop(time: end.after(.zero, .shutdown), restart: nil, backOff: .zero)
    }
    if restarts.areUsedUp {
      let end = start.after(.zero, .jobFailure)
      return run(.stopped, until: end, last(end))
    }
    let end = start.after(runLength, isKilled ? .kill : .none)
    if let cut, cut < end.planned {
      return run(.replaced, until: Window(cut), last(Window(cut)))
    }
    let stop = stop(at: end, startedAt: start, with: &restarts)
    return run(isKilled ? .killed : .completed, until: end, stop)
  }
}

/// The ticks of a scenario from a moment on, that moment included, with a look at the next.
private struct Ticks {
  private let origin: Instant
  private var rest: AnyIterator<Instant>
  /// Counted from the origin.
  private(set) var first: TimeSpan?

  init(of scenario: Scenario, from origin: Instant) {
    self.origin = origin
    let before = Instant(seconds: origin.seconds - 1)
    rest = AnyIterator(scenario.ticks(after: before).makeIterator())
    _ = pop()
  }

  mutating func pop() -> TimeSpan? {
    defer { first = rest.next().map { .seconds($0.seconds - origin.seconds) } }
    return first
  }
}
