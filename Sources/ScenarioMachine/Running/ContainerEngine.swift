#if os(Linux)
  import ScenarioPlanning

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// What makes the containers of a run.
  struct ContainerEngine {
    let machine: RunMachine
    /// Whether it can keep a container to its processor time.
    let limitsProcessors: Bool
    let start: (LocalRun) throws(MachineError) -> any RunningContainer

    /// Refuses where the machine has not what the run needs.
    static func ready(for run: LocalRun) throws(MachineError) -> ContainerEngine {
      if let image = run.podmanImage { try podman(image) } else { try namespaces() }
    }

    private static func namespaces() throws(MachineError) -> ContainerEngine {
      let hierarchy = try GroupHierarchy.find()
      try hierarchy.clear()
      return ContainerEngine(
        machine: try RunMachine(
          cgroup: hierarchy.version, stressor: try stressorVersion(by: ["stress-ng"])),
        limitsProcessors: hierarchy.processorPath != nil
      ) { run throws(MachineError) in
        try Container.start(
          run.container, in: .make(in: hierarchy, limit: run.limit, cpu: run.cpu))
      }
    }

    private static func podman(_ image: String) throws(MachineError) -> ContainerEngine {
      let version = MemoryGroup.Version.ofThisMachine
      let stressor = try stressorVersion(by: [
        "podman", "run", "--rm", "--network", "none", "--log-driver", "none",
        "--entrypoint", "stress-ng", image,
      ])
      return ContainerEngine(
        machine: try RunMachine(cgroup: version, stressor: "\(stressor), in \(image) by podman"),
        limitsProcessors: true
      ) { run throws(MachineError) in
        try PodmanContainer.start(image, run, version)
      }
    }
  }

  /// The name and version of the stress-ng that the command runs, such as `stress-ng 0.19.02`.
  private func stressorVersion(by command: [String]) throws(MachineError) -> String {
    let (status, lines) = try output(of: command + ["--version"])
    for words in lines.map({ $0.split { $0 == " " || $0 == "," } })
    where status == 0 && words.count > 2 && words[0] == "stress-ng" {
      return "\(words[0]) \(words[2])"
    }
    throw .refused("cannot run \(command.joined(separator: " ")): \(lines.last ?? "no version")")
  }
#endif
