package import ScenarioBackends
package import ScenarioLanguage
package import ScenarioPlanning

/// A scenario to run on this machine, and for how long.
package struct LocalRun: Sendable {
  package let container: ContainerImage
  /// The podman image to make containers of; nil: of this machine's root, without podman.
  package let podmanImage: String?
  package let limit: ByteCount
  /// Nil: as much processor time as there is.
  package let cpu: CPUAmount?
  package let restart: RestartPolicy
  /// What makes a container that the restart policy does not.
  package let occasion: Occasion
  /// It is over after so many runs along the ramp; nil: as many as there are.
  package let runs: Int?
  /// It is over after this time; nil: at the end of the runs.
  package let duration: TimeSpan?

  package enum Occasion: Sendable {
    /// The first one; there is no other.
    case once
    /// The first one, and then the end of the last.
    case always
    /// A tick: the next one after a moment, and what one does that finds a container.
    case tick(after: @Sendable (Instant) -> Instant?, Overlap)
  }

  package init(
    _ container: ContainerImage, podmanImage: String?, limit: ByteCount, cpu: CPUAmount?,
    restart: RestartPolicy, occasion: Occasion, runs: Int?, duration: TimeSpan?
  ) {
    self.container = container
    self.podmanImage = podmanImage
    self.limit = limit
    self.cpu = cpu
    self.restart = restart
    self.occasion = occasion
    self.runs = runs
    self.duration = duration
  }
}

/// What there is to see while a scenario runs.
package enum RunNews: Sendable {
  case event(RunEvent)
  case sample(RunSample)
  /// A line that the container wrote and that is no event.
  case words(String)
}

/// Runs a scenario on this machine, without a cluster, until it is over or a signal says so.
///
/// Nothing is left when it returns or throws. What a run that was killed has left is cleared first.
///
/// - Throws: where this is not Linux, its memory cannot be limited or is too little, or stress-ng
///   or podman is missing; and where the container cannot be made.
package func record(
  _ run: LocalRun, tell: (RunNews) -> Void
) throws(MachineError) -> RunRecord {
  #if os(Linux)
    var recorder = try Recorder(run)
    return try recorder.record(tell)
  #else
    throw .refused("`run` needs Linux: it limits memory by a cgroup")
  #endif
}
