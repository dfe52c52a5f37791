/// What becomes of a tick, or of a restart that begins a run.
package enum Turn: Sendable {
  case run(Run)
  case missed(MissedTick)
}

/// One run of the ramp. Times are counted from the start of the forecast.
package struct Run: Sendable {
  package enum Ending: String, Sendable {
    /// The kernel kills for memory.
    case killed
    /// The ramp comes to its end.
    case completed
    /// The next tick ends it (`overlap replace`).
    case replaced
    /// The Job has failed, and its pod is deleted.
    case stopped
  }

  /// From 1, in the order of the runs.
  package let number: Int
  /// From 1, in the order of the tries of one Job; always 1 where none is tried again.
  package let attempt: Int
  /// What began it; nil for the start of a container.
  package let tick: TimeSpan?
  package let start: Window
  package let ending: Ending
  package let end: Window
  /// Nil where the container outlives the run.
  package let stop: ContainerStop?
  /// Whether the tick comes when the container may not be up again, or the last run not be over.
  package let isDoubtful: Bool
}

/// The end of a container, and what follows.
package struct ContainerStop: Sendable {
  package let time: Window
  /// When the kubelet has started it again; nil where it never does.
  package let restart: Window?
  /// What the kubelet waits by its own rule.
  package let backOff: TimeSpan
}

/// A tick that begins no run.
package struct MissedTick: Sendable {
  package enum Reason: String, Sendable {
    /// The last run is still going (`overlap skip`).
    case running
    /// The container has not been restarted yet.
    case down
  }

  package let tick: TimeSpan
  package let reason: Reason
  /// Whether it comes when the machine may be ready after all.
  package let isDoubtful: Bool
}
