/// When something is due, counted from the start of a forecast: the plan, and how far the machine
/// may be from it.
package struct Window: Hashable, Sendable {
  package let earliest: TimeSpan
  /// Between the other two: what would happen on a machine without any delay of its own.
  package let planned: TimeSpan
  package let latest: TimeSpan

  /// An instant that is certain.
  package init(_ time: TimeSpan) {
    (earliest, planned, latest) = (time, time, time)
  }

  private init(_ earliest: TimeSpan, _ planned: TimeSpan, _ latest: TimeSpan) {
    (self.earliest, self.planned, self.latest) = (earliest, planned, latest)
  }

  /// What follows after so long, with a delay of the machine.
  package func after(_ span: TimeSpan = .zero, _ lag: Lag = .none) -> Window {
    let early = max(earliest.milliseconds + span.milliseconds + lag.milliseconds.lowerBound, 0)
    let late = latest.milliseconds + span.milliseconds + lag.milliseconds.upperBound
    return Window(TimeSpan(milliseconds: early), planned + span, TimeSpan(milliseconds: late))
  }

  /// Whether the machine's delays decide on which side of this an instant falls.
  package func mayBe(at time: TimeSpan) -> Bool { earliest < time && time < latest }
}

/// By how much the machine may differ from the plan; a plan has no delays, so 0 is among them.
package struct Lag: Hashable, Sendable {
  package let milliseconds: ClosedRange<Int>

  private init(_ milliseconds: ClosedRange<Int>) {
    self.milliseconds = milliseconds
  }
}

extension Lag {
  package static let none = Lag(0...0)

  /// From the crossing of the limit to the OOM kill: a step has to be filled. 40 to 260 ms were
  /// measured, in runs of 30 s to 300 s.
  package static let kill = Lag(0...260)

  /// From the OOM kill to the end of the container: the stress script notices and tells PID 1.
  /// 160 to 760 ms were measured.
  package static let shutdown = Lag(0...1_000)

  /// From a tick to the start of the run. busybox crond wakes at each full minute (400 ms were
  /// measured); supercronic waits for the instant itself.
  package static let cron = Lag(0...1_000)

  /// From a tick to the start of the run, where Kubernetes makes a pod for it: to be made, placed
  /// and begun, with its init container. Not measured; the image is on the node.
  package static let newPod = Lag(0...10_000)

  /// From the restart that is one too many to the end of the pod: the Job controller hears of it,
  /// and the entrypoint ends within 1 s of SIGTERM. Not measured.
  package static let jobFailure = Lag(0...5_000)

  /// From the end of a container, and so much of back-off, to its restart.
  ///
  /// With no back-off, the kubelet restarts when it hears of the end: at the next relisting, each
  /// second (`genericPlegRelistPeriod`). Else it tries, is told how long is left, and tries again
  /// after that time, but no more than 60 s, lengthened at random by up to a half (`completeWork`
  /// in pkg/kubelet/pod_workers.go: `resyncInterval`, `workerBackOffPeriodJitterFactor`). So the
  /// last try comes late by half of what was left, at the most. Before 1.35 it tries each 10 s,
  /// lengthened alike: it is up to 15 s late.
  ///
  /// The recorded 9.9 s after a back-off of 10 s are why it may be early: the kubelet counts from
  /// the end that the runtime reports, which is a little before others see it.
  package static func restart(after backOff: TimeSpan) -> Lag {
    guard backOff > .zero else { return Lag(0...relisting) }
    let tries = max(min(backOff.milliseconds, 60_000) / 2, 15_000)
    return Lag(-200...tries + relisting)
  }

  private static let relisting = 1_000
}
