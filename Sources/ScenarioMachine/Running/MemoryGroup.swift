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
    let counters: MemoryCounters

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
      let counters = try MemoryCounters.open(in: group.folder, version)
      return MemoryGroup(
        version: version, paths: paths, group: group, processors: processors, counters: counters)
    }

    /// In no order.
    func processes() throws(MachineError) -> [Int32] { try group.folder.processes() }
  }
#endif
