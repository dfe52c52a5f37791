#if os(Linux)
  import ScenarioBackends
  import ScenarioLanguage

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// A bundle's container on this machine: a memory cgroup, and PID and mount namespaces, in which
  /// this machine's root is seen with the files of the image laid over it.
  ///
  /// Ends with this value. The namespaces are made by util-linux, for what has to happen between a
  /// fork and an exec can be said in shell, but not in Swift. Each process of the chain dies with the
  /// one before it, and PID 1 takes all others with it: so nothing outlives us, even if we are killed.
  final class Container: RunningContainer {
    private var process: ChildProcess
    private let group: MemoryGroup

    /// Starts the container in a group of its own.
    static func start(
      _ image: ContainerImage, in group: consuming MemoryGroup
    ) throws(MachineError) -> Container {
      let isRoot = geteuid() == 0
      let user = isRoot ? image.user : nil
      var process = try ChildProcess.start(
        ["setpriv", "--pdeathsig", "KILL", "unshare"]
          + (isRoot ? [] : ["--user", "--map-root-user"])
          + ["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", enter, "enter.sh"]
          + [group.version.mount, user.map(String.init) ?? "root"] + group.paths + ["--"]
          + image.command,
        environment: environment(of: image), user: user)
      do {
        try process.tell(input(telling: image.files))
      } catch .system(_, _, EPIPE) {
        // It has ended already; its last words tell why.
      }
      return Container(group, process)
    }

    private init(_ group: consuming MemoryGroup, _ process: consuming ChildProcess) {
      self.group = group
      self.process = process
    }

    var outputNumber: Int32 { process.output.number }
    func lines() throws(MachineError) -> [String] { try process.lines() }

    func send(_ signal: Int32) throws(MachineError) {
      for process in try group.processes() where isFirstProcess(process) { kill(process, signal) }
    }

    func status() -> Int32? { process.status() }
    func memory() throws(MachineError) -> (usage: Int, level: Int) { try group.counters.memory() }
    func killCount() throws(MachineError) -> Int { try group.counters.killCount() }
  }

  /// Whether a process is PID 1 of a namespace below ours (proc(5): `NSpid`).
  private func isFirstProcess(_ process: pid_t) -> Bool {
    guard let status = try? OpenFile.open("/proc/\(process)/status").readAll(limit: 1 << 16)
    else { return false }
    let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
    let numbers = lines.first { $0.hasPrefix("NSpid:") }?.split(separator: "\t").dropFirst() ?? []
    return numbers.count > 1 && numbers.last == "1"
  }

  private let enter = String(decoding: PackageResources.enter_sh, as: UTF8.self)

  /// Files as enter.sh reads them.
  func input(telling files: [(place: String, artifact: Artifact)]) -> [UInt8] {
    files.flatMap { place, file in
      let mode = String(file.mode.rawValue, radix: 8)
      return Array("\(mode) \(file.bytes.count) \(place)\n".utf8) + file.bytes
    }
  }

  /// The `PATH` is that of an image that does not say (runc: `DefaultPathEnv`).
  private func environment(of image: ContainerImage) -> [String] {
    ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/"]
      + (image.timeZone.map { ["TZ=\($0)"] } ?? [])
  }
#endif
