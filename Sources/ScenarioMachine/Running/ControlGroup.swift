#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// A cgroup of our own. It goes with this value, and all in it but us.
  ///
  /// Its folder is locked as long as we live: one that no lock is held on was left by a run that
  /// was killed, and the next run removes it.
  struct ControlGroup: ~Copyable {
    let folder: Folder
    private let parent: Folder

    static func make(below path: String) throws(MachineError) -> ControlGroup {
      let parent = try Folder.open(at: path)
      return ControlGroup(folder: try makeLocked(in: parent), parent: parent)
    }

    deinit { Self.remove(folder, from: parent) }

    /// Moves us here.
    func enter() throws(MachineError) { try folder.write("0", to: "cgroup.procs") }

    /// Removes the groups below `path` that killed runs have left, with all that still runs in them.
    static func clear(below path: String) throws(MachineError) {
      let parent = try Folder.open(at: path)
      for name in try parent.names() where name.hasPrefix(prefix) {
        guard let folder = try parent.realFolder(name), folder.lockIfFree() else { continue }
        remove(folder, from: parent)
      }
    }
  }

  extension ControlGroup {
    private static let prefix = "scenarioc-run-"

    /// Whoever clears may take a folder for forsaken that has no lock yet, and remove it: so it is
    /// looked at again when it is locked.
    private static func makeLocked(in parent: borrowing Folder) throws(MachineError) -> Folder {
      while true {
        let name = prefix + String(UInt64.random(in: .min ... .max), radix: 36)
        try parent.makeFolder(name, mode: 0o755)
        guard let folder = try parent.realFolder(name), folder.lockIfFree(),
          try parent.status(of: name) != nil
        else { continue }
        return folder
      }
    }

    /// A killed process leaves its group a moment later: so it is tried for a second.
    private static func remove(_ folder: borrowing Folder, from parent: borrowing Folder) {
      for _ in 0..<200 {
        killAll(in: folder)
        do {
          return try parent.removeFolder(folder.name)
        } catch let error where error.isMissing {
          return
        } catch {
          usleep(5_000)
        }
      }
    }

    private static func killAll(in folder: borrowing Folder) {
      for process in (try? folder.processes()) ?? [] where process > 1 && process != getpid() {
        kill(process, SIGKILL)
      }
    }
  }

  extension Folder {
    /// The processes of a cgroup, in no order.
    func processes() throws(MachineError) -> [pid_t] {
      let list = try openFile("cgroup.procs").readAll(limit: 1 << 20)
      return list.split(separator: UInt8(ascii: "\n")).compactMap {
        pid_t(String(decoding: $0, as: UTF8.self))
      }
    }

    fileprivate var name: String { String(path.split(separator: "/").last ?? "") }

    fileprivate func lockIfFree() -> Bool { flock(number, LOCK_EX | LOCK_NB) == 0 }
  }
#endif
