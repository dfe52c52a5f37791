#if os(Linux)
  import ScenarioBackends
  import ScenarioLanguage
  import ScenarioPlanning

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// Plays the kubelet for one container, and keeps a record.
  struct Recorder {
    private let run: LocalRun
    private let engine: ContainerEngine
    private let clock: RunClock
    private var record: RunRecord

    private var container: (any RunningContainer)?
    /// When there shall be a container, if there is none.
    private var nextStart: Double?
    private var state = RunState.waiting
    private var lastContainerStart: Double?
    /// Of a CronJob.
    private var ticks: JobTicks?
    private var restarts: Restarts
    /// Why the container has been told to end, and when it must have.
    private var stop: (cause: StopCause, deadline: Double)?
    private var kills = 0
    private var finishedRuns = 0
    private var lastFinish = 0.0
    private var nextSample = 0.0
    /// What the container says before it begins: why it does not, if it does not.
    private var lastWords: [String] = []

    /// At 50 Hz the count of kills is read, which costs little: so an instant is known to 20 ms.
    private static let glance = 0.02
    private static let sampleInterval = 0.1
    /// A container that a run takes with it is gone by then.
    private static let grace = 2.0
    /// As the manifests say it (`terminationGracePeriodSeconds`).
    private static let terminationGrace = 5.0

    /// Refuses where the machine cannot do it.
    init(_ run: LocalRun) throws(MachineError) {
      Interruption.watch()
      engine = try .ready(for: run)
      try refuseUnlessFree(run.limit)
      self.run = run
      clock = RunClock()
      record = RunRecord(unixStart: clock.unixStart, machine: engine.machine)
      record.isCPULimited = run.cpu == nil || engine.limitsProcessors
      restarts = Restarts(run.restart)
      switch run.occasion {
      case .once, .always: nextStart = 0
      case .tick(let next, _): ticks = JobTicks(after: clock.instant, next)
      }
    }

    mutating func record(_ tell: (RunNews) -> Void) throws(MachineError) -> RunRecord {
      while !isOver {
        try beginJobIfDue()
        try startIfDue()
        wait()
        try countKills(tell)
        try read(tell)
        try sample(tell)
        try killIfDue()
        try noticeEnd(tell)
      }
      record.length = clock.now
      record.interruption = Interruption.signal
      return record
    }
  }

  extension Recorder {
    private var isOver: Bool {
      let now = clock.now
      if Interruption.signal != nil { return true }
      if container == nil && nextStart == nil && ticks?.coming == nil { return true }
      if let duration = run.duration, now >= duration.seconds { return true }
      guard let runs = run.runs, finishedRuns >= runs else { return false }
      return container == nil || now > lastFinish + Self.grace
    }

    private mutating func startIfDue() throws(MachineError) {
      guard container == nil, let start = nextStart, clock.now >= start else { return }
      (nextStart, stop) = (nil, nil)
      kills = 0
      lastWords = []
      container = try engine.start(run)
    }

    /// Until the container says something, or it is time for a glance.
    private func wait() {
      guard let number = container?.outputNumber else {
        usleep(useconds_t(Self.glance * 1_000_000))
        return
      }
      var descriptor = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
      _ = poll(&descriptor, 1, Int32(Self.glance * 1000))
    }

    private mutating func countKills(_ tell: (RunNews) -> Void) throws(MachineError) {
      guard let count = try container?.killCount(), count > kills else { return }
      kills = count
      if state == .leaking { finishRun(.killed) }
      add(RunEvent(.kill, at: clock.now, details: "\"oom_kills\":\(count)"), tell)
    }

    private mutating func read(_ tell: (RunNews) -> Void) throws(MachineError) {
      for line in try container?.lines() ?? [] {
        guard let event = RunEvent(line, at: clock.now) else {
          lastWords.append(line)
          tell(.words(line))
          continue
        }
        switch event.kind {
        case .containerStart:
          lastContainerStart = event.seconds
          state = .idle
        case .start:
          state = .leaking
          if restarts.areUsedUp { try end(for: .jobFailed) }
        case .oom, .end: if state == .leaking { finishRun(.idle) }
        case .step, .kill, .containerEnd: break
        }
        add(event, tell)
      }
    }

    private mutating func sample(_ tell: (RunNews) -> Void) throws(MachineError) {
      let now = clock.now
      guard now >= nextSample else { return }
      nextSample = max(nextSample + Self.sampleInterval, now)
      let (usage, level) = try container?.memory() ?? (0, 0)
      let sample = RunSample(seconds: now, usage: usage, level: level, state: state)
      record.samples.append(sample)
      tell(.sample(sample))
    }

    private mutating func noticeEnd(_ tell: (RunNews) -> Void) throws(MachineError) {
      guard let status = container?.status() else { return }
      try countKills(tell)
      try read(tell)
      guard let start = lastContainerStart, state != .waiting, state != .backingOff else {
        throw noContainer(lastWords)
      }
      if state == .leaking { finishRun(.idle) }
      let now = clock.now
      let delay =
        stop == nil
        ? restarts.delay(afterLifetimeOf: TimeSpan(seconds: now - start), failed: status != 0)?
          .seconds : nil
      let details =
        "\"status\":\(status),\"oom_kills\":\(kills)"
        + (delay.map { ",\"restart_after\":\(decimal($0, places: 3))" } ?? "")
        + (stop.map { ",\"cause\":\"\($0.cause.rawValue)\"" } ?? "")
      add(
        RunEvent(
          .containerEnd, at: now, details: details, status: Int(status), restartDelay: delay,
          stopCause: stop?.cause), tell)
      container = nil
      if let delay {
        (state, nextStart) = (.backingOff, now + delay)
      } else {
        (state, restarts) = (.waiting, Restarts(run.restart))
        if case .always = run.occasion { nextStart = now }
      }
    }

    private mutating func finishRun(_ next: RunState) {
      state = next
      finishedRuns += 1
      lastFinish = clock.now
    }

    private mutating func add(_ event: RunEvent, _ tell: (RunNews) -> Void) {
      record.events.append(event)
      tell(.event(event))
    }
  }

  extension Recorder {
    /// A Job takes the place of the one that is going on, whatever that waits for, or nothing goes.
    private mutating func beginJobIfDue() throws(MachineError) {
      guard case .tick(_, let overlap) = run.occasion else { return }
      let isIdle = container == nil && nextStart == nil
      guard isIdle || overlap == .replace, ticks?.isDue(at: clock.instant) == true else { return }
      restarts = Restarts(run.restart)
      nextStart = clock.now
      try end(for: .replaced)
    }

    private mutating func end(for cause: StopCause) throws(MachineError) {
      guard let container, stop == nil else { return }
      stop = (cause, clock.now + Self.terminationGrace)
      try container.send(SIGTERM)
    }

    private func killIfDue() throws(MachineError) {
      guard let stop, clock.now >= stop.deadline else { return }
      try container?.send(SIGKILL)
    }
  }

  private func noContainer(_ words: [String]) -> MachineError {
    .refused("cannot make a container: " + (words.last ?? "it ended without a word"))
  }
#endif
