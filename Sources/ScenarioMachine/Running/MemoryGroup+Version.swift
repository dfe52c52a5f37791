#if os(Linux)
  import ScenarioLanguage

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  extension MemoryGroup {
    /// The two worlds of memory cgroups (Linux: admin-guide/cgroup-v1/memory.rst, cgroup-v2.rst).
    enum Version: Int {
      case one = 1
      case two = 2

      /// A machine with both has memory in the first.
      static var ofThisMachine: Version {
        access("\(one.mount)/memory.stat", F_OK) == 0 ? .one : .two
      }

      /// Where a system mounts the hierarchy, and where a container finds its own group.
      var mount: String {
        switch self {
        case .one: "/sys/fs/cgroup/memory"
        case .two: "/sys/fs/cgroup"
        }
      }

      var usage: String {
        switch self {
        case .one: "memory.usage_in_bytes"
        case .two: "memory.current"
        }
      }

      var kills: String {
        switch self {
        case .one: "memory.oom_control"
        case .two: "memory.events"
        }
      }

      private var hard: String {
        switch self {
        case .one: "memory.limit_in_bytes"
        case .two: "memory.max"
        }
      }

      /// Swap, and what it may take beside memory; the first version counts both together.
      private func swap(_ limit: ByteCount) -> (file: String, bytes: Int) {
        switch self {
        case .one: ("memory.memsw.limit_in_bytes", limit.bytes)
        case .two: ("memory.swap.max", 0)
        }
      }

      func limit(_ folder: borrowing Folder, to limit: ByteCount) throws(MachineError) {
        try folder.set(hard, to: limit.bytes)
        let (file, bytes) = swap(limit)
        // A kernel without accounting of swap does not have the file.
        if try folder.status(of: file) != nil { try folder.set(file, to: bytes) }
      }
    }

    /// The hierarchy of this machine, and the topmost folder in it where we may make a group.
    static func hierarchy() throws(MachineError) -> (path: String, version: Version) {
      let version = Version.ofThisMachine
      guard access(version.mount, F_OK) == 0 else { throw noHierarchy() }
      var path = version.mount
      for part in [""] + Self.path(of: "self", version) {
        if !part.isEmpty { path += "/\(part)" }
        if version == .two { enableMemory(below: path) }
        do {
          _ = try make(below: path, version, limit: .mebibytes(64))
          return (path, version)
        } catch {
          // We may not make one here, or memory is not handed down: lower there may be a folder
          // that is ours.
        }
      }
      throw noHierarchy()
    }

    /// The names of the folders that lead to a process's group (cgroups(7): `/proc/PID/cgroup`).
    static func path(of process: String, _ version: Version) -> [String] {
      guard let file = try? OpenFile.open("/proc/\(process)/cgroup"),
        let bytes = try? file.readAll(limit: 1 << 16)
      else { return [] }
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3 else { continue }
        let isIt =
          switch version {
          case .one: fields[1].split(separator: ",").contains("memory")
          case .two: fields[0] == "0"
          }
        if isIt { return fields[2].split(separator: "/").map(String.init) }
      }
      return []
    }

    /// Fails where others have forbidden it, or have done it before: the next look will tell.
    private static func enableMemory(below path: String) {
      try? Folder.open(at: path).write("+memory", to: "cgroup.subtree_control")
    }
  }

  extension Folder {
    fileprivate func set(_ name: String, to number: Int) throws(MachineError) {
      try write(String(number), to: name)
    }
  }

  private func noHierarchy() -> MachineError {
    .refused(
      "cannot limit memory: this needs root, or a cgroup with the memory controller that is "
        + "delegated to you, as in `systemd-run --user --scope -p Delegate=yes scenarioc run …`")
  }
#endif
