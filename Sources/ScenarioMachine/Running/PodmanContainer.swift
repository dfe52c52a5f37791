#if os(Linux)
  import ScenarioBackends
  import ScenarioLanguage

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// A podman container of an image, with the limit and the privileges of the pod.
  ///
  /// Ends with this value, and with us, even if we are killed: then podman.sh removes it.
  final class PodmanContainer: RunningContainer {
    private var process: ChildProcess
    private let version: MemoryGroup.Version
    /// Nil until the container begins.
    private var counters: MemoryCounters?
    private var firstProcess: pid_t?
    private var lastKillCount = 0

    static func start(
      _ image: String, _ run: LocalRun, _ version: MemoryGroup.Version
    ) throws(MachineError) -> PodmanContainer {
      let name = "scenarioc-run-" + String(UInt64.random(in: .min ... .max), radix: 36)
      let command = ["sh", "-c", script, "podman.sh", name] + arguments(image, run)
      return PodmanContainer(try .start(command, environment: environment()), version)
    }

    private init(_ process: consuming ChildProcess, _ version: MemoryGroup.Version) {
      self.process = process
      self.version = version
    }

    deinit {
      // The end of its input makes it remove the container. It takes half a second; a machine that
      // makes it take ten is in no state to wait for.
      try? process.tell([])
      var patience = 2000
      while process.status() == nil, patience > 0 {
        patience -= 1
        usleep(5_000)
      }
    }

    var outputNumber: Int32 { process.output.number }

    func lines() throws(MachineError) -> [String] {
      var lines: [String] = []
      for line in try process.lines() {
        if counters == nil, line.hasPrefix("pid ") {
          let number = String(line.dropFirst("pid ".utf8.count))
          firstProcess = pid_t(number)
          counters = find(number)
          lines.append("{\"event\":\"container-start\"}")
        } else {
          lines.append(line)
        }
      }
      return lines
    }

    func status() -> Int32? { process.status() }

    func send(_ signal: Int32) {
      if let firstProcess { kill(firstProcess, signal) }
    }

    /// Nothing as soon as its cgroup is gone, which is before podman says how it ended.
    func memory() throws(MachineError) -> (usage: Int, level: Int) {
      do {
        return try counters?.memory() ?? (0, 0)
      } catch .system(_, _, ENODEV) {
        return (0, 0)
      }
    }

    func killCount() throws(MachineError) -> Int {
      do {
        lastKillCount = try counters?.killCount() ?? 0
      } catch .system(_, _, ENODEV) {
        // It stays at what it was.
      }
      return lastKillCount
    }

    /// Nil for a process that has ended already.
    private func find(_ process: String) -> MemoryCounters? {
      let path = groupPath(of: process, version == .one ? "memory" : "")
      guard !path.isEmpty else { return nil }
      let group = "\(version.mount)/\(path.joined(separator: "/"))"
      return try? .open(in: .open(at: group), version)
    }
  }

  /// Those of `podman run`.
  private func arguments(_ image: String, _ run: LocalRun) -> [String] {
    let limit = "\(run.limit.bytes)b"
    var arguments = ["--memory", limit, "--memory-swap", limit]
    if let cpu = run.cpu {
      let (quota, period) = MemoryGroup.Version.quota(of: cpu)
      arguments += ["--cpu-quota", "\(quota)", "--cpu-period", "\(period)"]
    }
    arguments += ["--network", "none", "--log-driver", "none", "--read-only"]
    arguments += ["--security-opt", "no-new-privileges", "--cap-drop", "all"]
    if run.container.user == nil { arguments += ["--cap-add", "setgid"] }
    arguments += ["--entrypoint", run.container.command[0], image]
    return arguments + run.container.command.dropFirst()
  }

  private let script = String(decoding: PackageResources.podman_sh, as: UTF8.self)
#endif
