#if os(Linux)
  import ScenarioLanguage

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// A memory cgroup of our own, for one container. It goes with this value, and all in it.
  ///
  /// Its folder is locked as long as we live: one that no lock is held on was left by a run that
  /// was killed, and the next run removes it.
  struct MemoryGroup: ~Copyable {
    let folder: Folder
    let version: Version
    private let hierarchy: Folder
    let counters: MemoryCounters

    /// A fresh group below `path`, with a hard limit: no swap beside it.
    static func make(
      below path: String, _ version: Version, limit: ByteCount
    ) throws(MachineError) -> MemoryGroup {
      let hierarchy = try Folder.open(at: path)
      let folder = try makeLocked(in: hierarchy)
      do {
        try version.limit(folder, to: limit)
        let counters = try MemoryCounters.open(in: folder, version)
        return MemoryGroup(hierarchy, folder, counters, version)
      } catch {
        remove(folder, from: hierarchy)
        throw error
      }
    }

    private init(
      _ hierarchy: consuming Folder, _ folder: consuming Folder,
      _ counters: consuming MemoryCounters,
      _ version: Version
    ) {
      self.hierarchy = hierarchy
      self.folder = folder
      self.counters = counters
      self.version = version
    }

    deinit { Self.remove(folder, from: hierarchy) }

    /// Removes the groups below `path` that killed runs have left, with all that still runs in them.
    static func clear(below path: String) throws(MachineError) {
      let hierarchy = try Folder.open(at: path)
      for name in try hierarchy.names() where name.hasPrefix(prefix) {
        guard let folder = try hierarchy.realFolder(name), folder.lockIfFree() else { continue }
        remove(folder, from: hierarchy)
      }
    }
  }

  extension MemoryGroup {
    private static let prefix = "scenarioc-run-"

    /// Whoever clears may take a folder for forsaken that has no lock yet, and remove it: so it is
    /// looked at again when it is locked.
    private static func makeLocked(
      in hierarchy: borrowing Folder
    ) throws(MachineError) -> Folder {
      while true {
        let name = prefix + String(UInt64.random(in: .min ... .max), radix: 36)
        try hierarchy.makeFolder(name, mode: 0o755)
        guard let folder = try hierarchy.realFolder(name), folder.lockIfFree(),
          try hierarchy.status(of: name) != nil
        else { continue }
        return folder
      }
    }

    /// A killed process leaves its group a moment later: so it is tried for a second.
    private static func remove(_ folder: borrowing Folder, from hierarchy: borrowing Folder) {
      for _ in 0..<200 {
        killAll(in: folder)
        do {
          return try hierarchy.removeFolder(folder.name)
        } catch let error where error.isMissing {
          return
        } catch {
          usleep(5_000)
        }
      }
    }

    private static func killAll(in folder: borrowing Folder) {
      guard let file = try? folder.openFile("cgroup.procs"),
        let processes = try? file.readAll(limit: 1 << 20)
      else { return }
      for line in processes.split(separator: UInt8(ascii: "\n")) {
        if let process = Int32(String(decoding: line, as: UTF8.self)), process > 1 {
          kill(process, SIGKILL)
        }
      }
    }
  }

  extension Folder {
    fileprivate var name: String { String(path.split(separator: "/").last ?? "") }

    fileprivate func lockIfFree() -> Bool { flock(number, LOCK_EX | LOCK_NB) == 0 }
  }
#endif
