#if os(Linux)
  import ScenarioLanguage

  /// The cgroup of one container: its memory is limited and counted, its processor time limited.
  struct MemoryGroup: ~Copyable {
    let version: Version
    /// What its processes have to join: the group that limits memory first.
    let paths: [String]
    private let group: ControlGroup
    /// Of the first version, where each controller has groups of its own.
    private let processors: ControlGroup?
    private let counters: Counters

    /// The files that are read again and again, held open.
    private struct Counters: ~Copyable {
      let usage: OpenFile
      let statistics: OpenFile
      let kills: OpenFile
    }

    /// A fresh group with a hard limit: no swap beside it.
    ///
    /// `cpu`: left out where the hierarchy cannot limit it.
    static func make(
      in hierarchy: GroupHierarchy, limit: ByteCount, cpu: CPUAmount?
    ) throws(MachineError) -> MemoryGroup {
      let version = hierarchy.version
      let group = try ControlGroup.make(below: hierarchy.path)
      try version.limit(group.folder, to: limit)
      var paths = [group.folder.path]
      var processors: ControlGroup?
      if let cpu, let path = hierarchy.processorPath {
        switch version {
        case .one:
          let other = try ControlGroup.make(below: path)
          try version.limitProcessors(other.folder, to: cpu)
          paths.append(other.folder.path)
          processors = consume other
        case .two: try version.limitProcessors(group.folder, to: cpu)
        }
      }
      let counters = Counters(
        usage: try group.folder.openFile(version.usage),
        statistics: try group.folder.openFile("memory.stat"),
        kills: try group.folder.openFile(version.kills))
      return MemoryGroup(
        version: version, paths: paths, group: group, processors: processors, counters: counters)
    }

    /// All that is charged to the group, and that less the file cache, in bytes.
    func memory() throws(MachineError) -> (usage: Int, level: Int) {
      let usage = try numbers(counters.usage).first?.value ?? 0
      var level = usage
      for (name, value) in try numbers(counters.statistics) {
        if name == "inactive_file" || name == "active_file" { level -= value }
      }
      return (usage, level)
    }

    /// How many of its processes the kernel has killed for memory.
    func killCount() throws(MachineError) -> Int {
      try numbers(counters.kills).first { $0.name == "oom_kill" }?.value ?? 0
    }

    /// In no order.
    func processes() throws(MachineError) -> [Int32] { try group.folder.processes() }

    /// `memory.stat` is the longest of them, with some two kilobytes.
    private func numbers(_ file: borrowing OpenFile) throws(MachineError) -> [(
      name: String, value: Int
    )] {
      kernelNumbers(in: try file.readStart(limit: 8192))
    }
  }
#endif
