/// What was seen of a scenario that ran: facts only, in the order of time.
package struct RunRecord: Sendable {
  /// When the recording began, in seconds since 1970-01-01T00:00:00Z. All other times count from
  /// here, by a clock that nobody sets.
  package let unixStart: Double
  package let machine: RunMachine
  package var samples: [RunSample] = []
  package var events: [RunEvent] = []
  /// How long it was watched, in seconds.
  package var length = 0.0
  /// Whether the containers had the processor time that the scenario grants, and no more.
  package var isCPULimited = true
  /// The signal that ended it early.
  package var interruption: Int32?

  package init(unixStart: Double, machine: RunMachine) {
    self.unixStart = unixStart
    self.machine = machine
  }
}

/// The memory of the container at one instant.
package struct RunSample: Sendable {
  /// Since the beginning of the record.
  package let seconds: Double
  /// All that is charged to the container, in bytes.
  package let usage: Int
  /// The usage less the file cache, which the kernel drops before it kills.
  package let level: Int
  package let state: RunState

  package init(seconds: Double, usage: Int, level: Int, state: RunState) {
    self.seconds = seconds
    self.usage = usage
    self.level = level
    self.state = state
  }
}

package enum RunState: String, Sendable {
  /// There is no container: the next tick is awaited.
  case waiting
  /// The container is up, and no ramp goes.
  case idle
  case leaking
  /// The kernel has killed for memory, and the container has not ended yet.
  case killed
  /// There is no container: the kubelet would wait before it starts it again.
  case backingOff = "backing-off"
}

/// Something that happened.
package struct RunEvent: Sendable {
  package enum Kind: String, Sendable {
    /// The first process of the bundle is about to begin.
    case containerStart = "container-start"
    /// The stress script begins, takes a step, sees a kill, comes to an end: its own words.
    case start, step, oom, end
    /// The kernel's count of kills has risen.
    case kill
    case containerEnd = "container-end"
  }

  /// Since the beginning of the record.
  package let seconds: Double
  package let kind: Kind
  /// What more there is to say, as the members of a JSON object: `"planned":1,"measured":2`.
  package let details: String
  /// Of the container, at its end: as a shell counts, 137 after a SIGKILL.
  package let status: Int?
  /// After how many seconds the container is to start again; nil where it is not.
  package let restartDelay: Double?
  /// Why it was told to end; nil where it was not.
  package let stopCause: StopCause?

  package init(
    _ kind: Kind, at seconds: Double, details: String = "", status: Int? = nil,
    restartDelay: Double? = nil, stopCause: StopCause? = nil
  ) {
    self.kind = kind
    self.seconds = seconds
    self.details = details
    self.status = status
    self.restartDelay = restartDelay
    self.stopCause = stopCause
  }

  /// A whole number among the details; nil where there is none of that name.
  package func number(_ name: String) -> Int? {
    for member in details.split(separator: ",") where member.hasPrefix("\"\(name)\":") {
      return Int(member.dropFirst(name.utf8.count + 3))
    }
    return nil
  }
}

/// Why a container was told to end.
package enum StopCause: String, Sendable {
  /// The next tick takes its place (`overlap replace`).
  case replaced
  /// Its Job has failed: it was restarted once too often.
  case jobFailed = "job-failed"
}

/// What it ran on.
package struct RunMachine: Sendable {
  package let kernel: String
  package let processors: Int
  /// In bytes.
  package let memory: Int
  /// Of the memory cgroups: 1 or 2.
  package let cgroupVersion: Int
  package let stressor: String

  package init(
    kernel: String, processors: Int, memory: Int, cgroupVersion: Int, stressor: String
  ) {
    self.kernel = kernel
    self.processors = processors
    self.memory = memory
    self.cgroupVersion = cgroupVersion
    self.stressor = stressor
  }
}
