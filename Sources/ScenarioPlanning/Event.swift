package import ScenarioLanguage

/// One thing that happens, for tables and machines.
package struct Event: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case containerStart = "container-start"
    case runStart = "run-start"
    /// The level is about to exceed the limit.
    case crossing = "limit-crossed"
    case oomKill = "oom-kill"
    /// The ramp is at its end.
    case runEnd = "run-end"
    case runReplaced = "run-replaced"
    case containerEnd = "container-end"
    case containerRestart = "container-restart"
    case tickMissed = "tick-missed"
    case jobComplete = "job-complete"
    case jobFailed = "job-failed"
  }

  package let kind: Kind
  package let window: Window
  /// The number of the run; nil for what belongs to none.
  package let run: Int?
  /// What the ramp holds then; nil where it holds nothing.
  package let level: ByteCount?
  /// Why; nil where the kind says all.
  package let reason: String?
}

extension Timeline {
  /// All that happens, in the order of its planned times.
  package var events: [Event] {
    var events: [Event] = []
    if scenario.workload != .cronJob {
      events.append(Event(.containerStart, Window(.zero), run: nil))
    }
    for turn in turns {
      switch turn {
      case .run(let run): events += self.events(of: run)
      case .missed(let missed):
        events.append(
          Event(.tickMissed, Window(missed.tick), run: nil, reason: missed.reason.rawValue))
      }
    }
    // A tick can be missed while a Job is tried again; of events at one time the order stands.
    let order = events.indices.sorted {
      (events[$0].window.planned, $0) < (events[$1].window.planned, $1)
    }
    return order.map { events[$0] }.filter { $0.window.planned < span }
  }

  private func events(of run: Run) -> [Event] {
    let curve = scenario.curve
    var events: [Event] = []
    if scenario.workload == .cronJob, run.attempt == 1 {
      events.append(Event(.containerStart, run.start, run: run.number))
    }
    events.append(Event(.runStart, run.start, run: run.number, level: curve.level(at: .zero)))
    events += end(of: run)
    guard let stop = run.stop else { return events }
    events.append(Event(.containerEnd, stop.time, run: run.number))
    if let restart = stop.restart {
      let reason = stop.backOff > .zero ? "back-off \(stop.backOff.text)" : nil
      events.append(Event(.containerRestart, restart, run: run.number, reason: reason))
    } else {
      let kind = run.ending == .completed ? Event.Kind.jobComplete : .jobFailed
      if run.ending != .replaced { events.append(Event(kind, stop.time, run: run.number)) }
    }
    return events
  }

  private func end(of run: Run) -> [Event] {
    let limit = scenario.memory.limit.value
    switch run.ending {
    case .killed:
      let crossing = run.start.after(scenario.runLength)
      return [
        Event(.crossing, crossing, run: run.number, level: limit),
        Event(.oomKill, run.end, run: run.number, level: limit),
      ]
    case .completed:
      let level = scenario.curve.level(at: scenario.curve.end)
      return [Event(.runEnd, run.end, run: run.number, level: level)]
    case .replaced: return [Event(.runReplaced, run.end, run: run.number)]
    case .stopped: return [Event(.runEnd, run.end, run: run.number, reason: "backoff limit")]
    }
  }
}

extension Event {
  fileprivate init(
    _ kind: Kind, _ window: Window, run: Int?, level: ByteCount? = nil, reason: String? = nil
  ) {
    self.init(kind: kind, window: window, run: run, level: level, reason: reason)
  }
}
