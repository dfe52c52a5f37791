package import ScenarioLanguage

/// Ground truth: in which phase a container is, or was, at each time. What is planned and what was
/// observed have one form, and are never mixed.
package struct Labels: Sendable {
  package enum Source: String, Sendable {
    case planned, observed
  }

  package let source: Source
  package let subject: Subject
  /// One after the other, without gaps, none of them empty.
  package let intervals: [Interval]

  /// What the labels are about.
  package struct Subject: Sendable {
    package let scenario: String
    package let namespace: String
    /// The name of the Kubernetes object.
    package let workload: String
    /// Its kind; nil where a run does not tell.
    package let kind: Workload?
    package let container: String
  }

  package struct Interval: Sendable {
    package let phase: Phase
    package let start: Boundary
    package let end: Boundary
    /// Nil between two runs.
    package let run: Int?
  }

  /// A moment, and within which bounds it lies; they are one where it was observed.
  package struct Boundary: Sendable {
    package let earliest: Moment
    package let moment: Moment
    package let latest: Moment
  }
}

/// The state of the container that leaks.
package enum Phase: String, CaseIterable, Sendable {
  /// Nothing leaks: the container waits, or there is none.
  case idle
  /// A run goes on, below ``nearLimitPercent`` of the limit.
  case leaking
  /// A run goes on at or above that.
  case nearLimit = "near-limit"
  /// The kernel kills.
  case oom
  /// The container ends, or is started again at once.
  case down
  /// The kubelet waits before it starts it again.
  case backingOff = "backing-off"

  package static let nearLimitPercent = 90

  /// Where that begins.
  package static func nearLimit(of limit: ByteCount) -> ByteCount {
    let (quotient, rest) = limit.bytes.quotientAndRemainder(dividingBy: 100)
    return ByteCount(bytes: quotient * nearLimitPercent + rest * nearLimitPercent / 100)
  }

  /// What makes it so, as a word for machines.
  package var cause: String {
    switch self {
    case .idle: "no-run"
    case .leaking, .nearLimit: "memory-ramp"
    case .oom: "limit-exceeded"
    case .down: "container-ended"
    case .backingOff: "crash-loop-back-off"
    }
  }
}

extension Labels {
  /// From the first moment to the last, in milliseconds.
  package var length: Int {
    guard let first = intervals.first, let last = intervals.last else { return 0 }
    return last.end.moment.milliseconds - first.start.moment.milliseconds
  }

  /// When each run begins to leak.
  package var injections: [(run: Int, start: Moment)] {
    var injections: [(run: Int, start: Moment)] = []
    for interval in intervals {
      guard let run = interval.run, injections.last?.run != run else { continue }
      injections.append((run, interval.start.moment))
    }
    return injections
  }

  /// From the first moment of the labels to the last, each `step`: whether anything but idleness
  /// is going on then.
  package func mask(every step: TimeSpan) -> [(moment: Moment, isAnomalous: Bool)] {
    guard let first = intervals.first, let last = intervals.last, step > .zero else { return [] }
    var rest = intervals[...]
    return stride(
      from: first.start.moment.milliseconds, to: last.end.moment.milliseconds,
      by: step.milliseconds
    ).map { milliseconds in
      let moment = Moment(milliseconds: milliseconds)
      rest = rest.drop { $0.end.moment <= moment }
      return (moment, rest.first.map { $0.phase != .idle } ?? false)
    }
  }
}
