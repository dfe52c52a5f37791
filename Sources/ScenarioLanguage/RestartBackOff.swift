/// How long the kubelet waits before it starts a container again: the CrashLoopBackOff.
///
/// Each end of the container doubles the delay, from 10 s to 300 s; a container that lived for more
/// than 600 s starts the series anew, and its first restart is at once (Kubernetes: "Pod Lifecycle,
/// Container restarts"; `MaxContainerBackOff` and `backOffPeriod` in pkg/kubelet/kubelet.go).
package struct RestartBackOff: Hashable, Sendable {
  /// The longest delay; nodes may lower it (KubeletConfiguration: `crashLoopBackOff`).
  package let longest: TimeSpan
  private var next: TimeSpan?

  package static let first = TimeSpan.seconds(10)
  package static let standardLongest = TimeSpan.seconds(300)
  /// Of a container, so that the series begins anew.
  package static let healthyLifetime = TimeSpan.seconds(600)

  package init(longest: TimeSpan = standardLongest) {
    self.longest = longest
  }

  /// The delay after the end of a container that had lived so long.
  package mutating func delay(afterLifetimeOf lifetime: TimeSpan) -> TimeSpan {
    guard let delay = next, lifetime <= Self.healthyLifetime else {
      next = min(Self.first, longest)
      return .zero
    }
    next = min(TimeSpan(milliseconds: delay.milliseconds * 2), longest)
    return delay
  }
}
