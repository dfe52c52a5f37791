#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// Where on this machine we may make the groups of containers.
  final class GroupHierarchy {
    let version: MemoryGroup.Version
    /// The topmost folder in which we may make a group that limits memory.
    let path: String
    /// The same for processor time; nil where there is none.
    let processorPath: String?
    private let shelter: Shelter?

    private init(
      _ version: MemoryGroup.Version, _ path: String, processors: String?,
      _ shelter: consuming Shelter? = nil
    ) {
      self.version = version
      self.path = path
      processorPath = processors
      self.shelter = shelter
    }

    static func find() throws(MachineError) -> GroupHierarchy {
      let isFirst = MemoryGroup.Version.ofThisMachine == .one
      guard let hierarchy = isFirst ? first() : second() else { throw noHierarchy() }
      return hierarchy
    }

    /// Removes what killed runs have left.
    func clear() throws(MachineError) {
      for path in Set([path, processorPath ?? path]) { try ControlGroup.clear(below: path) }
    }
  }

  extension GroupHierarchy {
    private static func first() -> GroupHierarchy? {
      func topmost(_ mount: String, _ controller: String, _ setting: String) -> String? {
        folders(from: mount, controller).first { admits($0, setting) }
      }
      let memory = topmost(MemoryGroup.Version.one.mount, "memory", "memory.limit_in_bytes")
      let processors = topmost("/sys/fs/cgroup/cpu", "cpu", "cpu.cfs_quota_us")
      return memory.map { GroupHierarchy(.one, $0, processors: processors) }
    }

    private static func second() -> GroupHierarchy? {
      let folders = folders(from: MemoryGroup.Version.two.mount, "")
      for path in folders {
        if let hierarchy = second(at: path, nil) { return hierarchy }
      }
      do {
        let own = folders[folders.count - 1]
        return second(at: own, try .leave(own))
      } catch {
        return nil
      }
    }

    private static func second(
      at path: String, _ shelter: consuming Shelter?
    ) -> GroupHierarchy? {
      hand("memory", down: true, from: path)
      guard admits(path, "memory.max") else { return nil }
      // Not before: a group that has processes may hand this one down, and then no other (cgroup-v2.rst:
      // "Threads").
      hand("cpu", down: true, from: path)
      return GroupHierarchy(.two, path, processors: admits(path, "cpu.max") ? path : nil, shelter)
    }

    /// Whether we may make a group there, and it has a setting of that name.
    private static func admits(_ path: String, _ setting: String) -> Bool {
      do {
        let group = try ControlGroup.make(below: path)
        return try group.folder.status(of: setting) != nil
      } catch {
        return false
      }
    }

    /// All from the topmost to our own. `controller`: empty in the second version.
    private static func folders(from mount: String, _ controller: String) -> [String] {
      var path = mount
      return [mount]
        + groupPath(of: "self", controller).map { part in
          path += "/\(part)"
          return path
        }
    }
  }

  /// The names of the folders that lead to a process's group (cgroups(7): `/proc/PID/cgroup`).
  /// `controller`: empty in the second version.
  func groupPath(of process: String, _ controller: String) -> [Substring] {
    guard let file = try? OpenFile.open("/proc/\(process)/cgroup"),
      let bytes = try? file.readAll(limit: 1 << 16)
    else { return [] }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let controllers = fields[1].split(separator: ",", omittingEmptySubsequences: false)
      if controllers.contains(controller[...]) { return fields[2].split(separator: "/") }
    }
    return []
  }

  /// Fails where others have forbidden it, or have done it before: the next look will tell.
  private func hand(_ controller: String, down: Bool, from path: String) {
    try? Folder.open(at: path).write(
      (down ? "+" : "-") + controller, to: "cgroup.subtree_control")
  }

  /// A group that we have moved to, for one with processes in it hands no controllers down to others
  /// (cgroup-v2.rst: "No Internal Process Constraint"). At the end of this value we move back.
  private struct Shelter: ~Copyable {
    private let home: String
    private let group: ControlGroup

    static func leave(_ home: String) throws(MachineError) -> Shelter {
      let group = try ControlGroup.make(below: home)
      try group.enter()
      return Shelter(home: home, group: group)
    }

    deinit {
      for controller in ["memory", "cpu"] { hand(controller, down: false, from: home) }
      try? Folder.open(at: home).write("0", to: "cgroup.procs")
    }
  }

  private func noHierarchy() -> MachineError {
    .refused(
      "cannot limit memory: this needs root, or a cgroup with the memory controller that is "
        + "delegated to you, as in `systemd-run --user --scope -p Delegate=yes scenarioc run …`")
  }
#endif
