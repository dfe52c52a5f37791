/// How long the kubelet waits before it starts a container again: the CrashLoopBackOff.
///
/// Each end of the container doubles the delay, from 10 s to 300 s; a container that lived for more
/// than 600 s starts the series anew, and its first restart is at once (Kubernetes: "Pod Lifecycle,
/// Container restarts"; `MaxContainerBackOff`, `containerBackOffPeriod` and `HasExpiredFunc` in
/// pkg/kubelet/kubelet.go).
package struct RestartBackOff: Hashable, Sendable {
  /// The delay after the second end.
  package let first: TimeSpan
  /// Nodes may lower it (KubeletConfiguration: `crashLoopBackOff.maxContainerRestartPeriod`).
  package let longest: TimeSpan
  private var next: TimeSpan?

  package static let standardLongest = TimeSpan.seconds(300)
  /// Of a container, so that the series begins anew.
  package static let healthyLifetime = TimeSpan.seconds(600)

  /// A lower limit lowers the first delay too.
  package init(first: TimeSpan = .seconds(10), longest: TimeSpan = standardLongest) {
    self.first = min(first, longest)
    self.longest = longest
  }

  /// Of nodes with the feature gate `ReduceDefaultCrashLoopBackOffDecay` (alpha in Kubernetes 1.33,
  /// KEP-4603).
  package static let reduced = RestartBackOff(first: .seconds(1), longest: .seconds(60))

  /// The delay after the end of a container that had lived so long.
  package mutating func delay(afterLifetimeOf lifetime: TimeSpan) -> TimeSpan {
    guard let delay = next, lifetime <= Self.healthyLifetime else {
      next = first
      return .zero
    }
    next = min(TimeSpan(milliseconds: delay.milliseconds * 2), longest)
    return delay
  }
}
