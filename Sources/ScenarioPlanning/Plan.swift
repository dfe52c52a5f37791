package import ScenarioLanguage

/// What will happen when a scenario runs: all that a backend may know.
package struct Plan: Sendable {
  package let scenario: Scenario
  package let staircase: Staircase
  package let outcome: Outcome

  /// How a run ends, if nothing else interferes.
  package enum Outcome: Hashable, Sendable {
    /// The level is about to exceed the memory limit at this time after the start of the run.
    case oomKill(at: TimeSpan)
    /// The level never exceeds the limit; the run ends by itself.
    case survival

    /// When the run is over, counted from its start.
  }

  /// The Kubernetes object that runs the pod: a Deployment admits `restartPolicy: Always` alone, a
  /// Job anything else (Kubernetes API reference, PodSpec and JobSpec).
  package enum Workload: Sendable {
    case deployment
    case cronJob
  }

  package var workload: Workload {
    switch scenario.restart.value {
    case .always: .deployment
    case .onFailure, .never: .cronJob
    }
  }
}

/// The curve as a table of steps, which is what the stress script can follow.
package struct Staircase: Sendable {
  package struct Step: Hashable, Sendable {
    /// Counted from the start of the run.
    package let time: TimeSpan
    /// The level to hold from then on.
    package let level: ByteCount
  }

  /// The height of a step on a slope.
  package let height: ByteCount
  /// In the order of time; the first is at zero.
  package let steps: [Step]
}
