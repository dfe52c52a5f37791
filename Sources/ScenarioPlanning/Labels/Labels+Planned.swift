import ScenarioLanguage

extension Labels {
  /// The labels that a plan foretells.
  package init(planned timeline: Timeline) {
    let scenario = timeline.scenario
    source = .planned
    subject = Subject(
      scenario: scenario.name.value, namespace: scenario.namespace.value,
      workload: scenario.name.value, kind: scenario.workload, container: Labels.container)
    var draft = Draft(of: timeline)
    for run in timeline.runs { draft.add(run) }
    intervals = draft.finished()
  }

  /// The one that leaks, in each pod that scenarioc makes.
  package static let container = "stress"
}

/// Labels up to a time, and what goes on then.
private struct Draft {
  private let timeline: Timeline
  private let high: [Range<TimeSpan>]
  private var intervals: [Labels.Interval] = []
  private var position = Window(.zero)

  init(of timeline: Timeline) {
    self.timeline = timeline
    let scenario = timeline.scenario
    let threshold = Phase.nearLimit(of: scenario.memory.limit.value)
    high = scenario.curve.stretches(atOrAbove: threshold)
  }

  mutating func add(_ run: Run) {
    fill(.idle, until: run.start, run: nil)
    for stretch in high {
      fill(.leaking, until: run.time(stretch.lowerBound), run: run.number)
      fill(.nearLimit, until: run.time(stretch.upperBound), run: run.number)
    }
    fill(.leaking, until: run.end, run: run.number)
    guard let stop = run.stop, run.ending == .killed || stop.restart != nil else { return }
    // The plan knows of no delays: these take as long as they were seen to take at the most.
    var over = run.end
    if run.ending == .killed {
      over = over.after(.longest(.kill))
      fill(.oom, until: over, run: run.number)
    }
    fill(.down, until: over.after(.longest(.shutdown)), run: run.number)
    if let restart = stop.restart, stop.backOff > .zero {
      fill(.backingOff, until: restart, run: run.number)
    }
  }

  mutating func finished() -> [Labels.Interval] {
    fill(.idle, until: Window(timeline.span), run: nil)
    return intervals
  }

  /// Adds a phase up to a time, but for what lies beyond the span, or is told already.
  private mutating func fill(_ phase: Phase, until end: Window, run: Int?) {
    let end = end.planned < timeline.span ? end : Window(timeline.span)
    guard end.planned > position.planned else { return }
    let start = boundary(at: position)
    if let last = intervals.last, last.phase == phase, last.run == run {
      intervals[intervals.count - 1] = .init(
        phase: phase, start: last.start, end: boundary(at: end), run: run)
    } else {
      intervals.append(.init(phase: phase, start: start, end: boundary(at: end), run: run))
    }
    position = end
  }

  private func boundary(at window: Window) -> Labels.Boundary {
    let moments = [window.earliest, window.planned, window.latest].map {
      Moment(timeline.origin, plus: $0)
    }
    return .init(earliest: moments[0], moment: moments[1], latest: moments[2])
  }
}

extension Run {
  /// That long after the start, unless the run is over before.
  fileprivate func time(_ elapsed: TimeSpan) -> Window {
    let time = start.after(elapsed)
    return time.planned < end.planned ? time : end
  }
}

extension TimeSpan {
  fileprivate static func longest(_ lag: Lag) -> TimeSpan {
    TimeSpan(milliseconds: lag.milliseconds.upperBound)
  }
}
