import ScenarioLanguage

extension Labels {
  /// The labels of a run, from the lines of its `events.jsonl`; nil where they tell of no run. A
  /// line that cannot be read is passed over, as the last one of a run that was cut off.
  package init?(observed lines: [UInt8]) {
    let events = lines.split(separator: UInt8(ascii: "\n")).compactMap(EventLine.init)
    guard let head = events.first(where: { $0.kind == .run }) else { return nil }
    var record = Record(limit: head.number(.limitBytes))
    for event in events { record.add(event) }
    guard !record.intervals.isEmpty else { return nil }
    source = .observed
    subject = Subject(
      scenario: head[.scenario] ?? "", namespace: head[.namespace] ?? "",
      workload: head[.workload] ?? "", kind: nil, container: head[.container] ?? "")
    intervals = record.intervals
  }
}

/// Phases up to the last event.
private struct Record {
  private(set) var intervals: [Labels.Interval] = []
  /// The level at which the limit is near; nil where the limit is not told.
  private let threshold: Double?
  private var phase: Phase?
  /// Time never runs back: what does is passed over.
  private var since = Moment(milliseconds: 0)
  private var run = 0

  /// The kubelet restarts at once, or after a second of back-off at the least.
  private static let longestRestartAtOnce = 1_000

  init(limit: Double?) {
    threshold = limit.map { $0 * Double(Phase.nearLimitPercent) / 100 }
  }

  mutating func add(_ event: EventLine) {
    guard let moment = event.moment, moment >= since, let next = phase(after: event) else {
      return
    }
    if phase == .down, next != .down { splitDown(at: moment) }
    close(at: moment)
    if event.kind == .start { run += 1 }
    phase = next
  }

  /// Nil where the event changes nothing.
  private func phase(after event: EventLine) -> Phase? {
    switch event.kind {
    case .containerStart, .end: .idle
    case .start: .leaking
    case .step: isNearLimit(event) ? .nearLimit : .leaking
    case .kill, .oom: .oom
    case .containerEnd: .down
    case .run, nil: nil
    }
  }

  private func isNearLimit(_ step: EventLine) -> Bool {
    guard let threshold, let level = step.number(.planned) else { return false }
    return level >= threshold
  }

  /// A container that is not back at once has been waited for.
  private mutating func splitDown(at moment: Moment) {
    let end = Moment(milliseconds: since.milliseconds + Self.longestRestartAtOnce)
    guard moment > end else { return }
    close(at: end)
    phase = .backingOff
  }

  private mutating func close(at moment: Moment) {
    defer { since = moment }
    guard let phase, moment > since else { return }
    let number = phase == .idle || run == 0 ? nil : run
    let bounds = [since, moment].map { Labels.Boundary(earliest: $0, moment: $0, latest: $0) }
    var start = bounds[0]
    if let last = intervals.last, last.phase == phase, last.run == number {
      start = last.start
      intervals.removeLast()
    }
    intervals.append(.init(phase: phase, start: start, end: bounds[1], run: number))
  }
}
