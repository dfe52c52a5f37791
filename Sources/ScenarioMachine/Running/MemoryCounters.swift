#if os(Linux)
  /// What the kernel counts of a memory cgroup: files that are read again and again, held open.
  struct MemoryCounters: ~Copyable {
    private let usage: OpenFile
    private let statistics: OpenFile
    private let kills: OpenFile

    static func open(
      in group: borrowing Folder, _ version: MemoryGroup.Version
    ) throws(MachineError) -> MemoryCounters {
      MemoryCounters(
        usage: try group.openFile(version.usage), statistics: try group.openFile("memory.stat"),
        kills: try group.openFile(version.kills))
    }

    /// All that is charged to the group, and that less the file cache, in bytes.
    func memory() throws(MachineError) -> (usage: Int, level: Int) {
      let usage = try numbers(usage).first?.value ?? 0
      var level = usage
      for (name, value) in try numbers(statistics) {
        if name == "inactive_file" || name == "active_file" { level -= value }
      }
      return (usage, level)
    }

    /// How many of its processes the kernel has killed for memory.
    func killCount() throws(MachineError) -> Int {
      try numbers(kills).first { $0.name == "oom_kill" }?.value ?? 0
    }

    /// `memory.stat` is the longest of them, with some two kilobytes.
    private func numbers(_ file: borrowing OpenFile) throws(MachineError) -> [(
      name: String, value: Int
    )] {
      kernelNumbers(in: try file.readStart(limit: 8192))
    }
  }
#endif
