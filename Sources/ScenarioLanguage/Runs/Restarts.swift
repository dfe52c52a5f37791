/// Whether a container comes back after its end, and when: the one model of the kubelet, which waits,
/// and of the Job controller, which counts.
package struct Restarts: Sendable {
  private let policy: RestartPolicy
  private var backOff: RestartBackOff
  private var count = 0

  /// Of a container that has not been restarted yet.
  package init(_ policy: RestartPolicy, backOff: RestartBackOff = RestartBackOff()) {
    self.policy = policy
    self.backOff = backOff
  }

  /// Whether the container of now is one restart too many: its Job fails, and it is stopped as it
  /// begins (``RestartPolicy/backoffLimit``).
  package var areUsedUp: Bool {
    policy.backoffLimit > 0 && count >= policy.backoffLimit
  }

  /// How long the kubelet waits, by its own rule, after a container has ended that lived so long;
  /// nil where it does not come back.
  package mutating func delay(afterLifetimeOf lifetime: TimeSpan, failed: Bool) -> TimeSpan? {
    switch policy {
    case .never: return nil
    case .onFailure: if !failed || areUsedUp { return nil }
    case .always: break
    }
    count += 1
    return backOff.delay(afterLifetimeOf: lifetime)
  }
}
