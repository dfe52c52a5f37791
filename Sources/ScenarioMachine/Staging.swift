/// Where bundles grow before they are put in place: a folder inside the output folder, and so on
/// the same file system. One process has it at a time; what a killed one left is cleared.
struct Staging: ~Copyable, Sendable {
  static let name = ".scenarioc"
  /// Made before all else in the folder and removed after it, which tells our folder from a
  /// user's. No bundle's name begins with a dot.
  private static let lockName = ".lock"

  let folder: Folder
  private let lock: OpenFile

  /// Waits until no other run has the staging folder of `root`.
  static func take(in root: borrowing Folder) throws(MachineError) -> Staging {
    while true {
      if let staging = try takeOnce(in: root) {
        try staging.clear()
        return staging
      }
    }
  }

  /// Removes the staging folder, and gives up the lock.
  func leave(_ root: borrowing Folder) throws(MachineError) {
    try clear()
    try folder.removeFile(Self.lockName)
    do {
      try root.removeFolder(Self.name)
    } catch let error where error.isNotEmpty {
      // The next run, which waited, is in it already.
    }
  }
}

extension Staging {
  /// Nil if the run that had the folder removed it while this one opened it or waited.
  private static func takeOnce(in root: borrowing Folder) throws(MachineError) -> Staging? {
    do {
      // For us alone: so no one else puts a link in the way of what we write there.
      try root.makeFolder(name, mode: 0o700)
    } catch let error where error.isExisting {}
    guard let folder = try root.realFolder(name) else { return nil }
    let names = try folder.names()
    guard names.isEmpty || names.contains(lockName) else { throw notOurs(folder.path) }
    let lock: OpenFile
    do {
      lock = try folder.openLock(lockName)
    } catch let error where error.isMissing {
      return nil
    }
    try lock.lock()
    let found = try root.status(of: "\(name)/\(lockName)")
    guard try lock.status().identity == found?.identity else { return nil }
    return Staging(folder: folder, lock: lock)
  }

  private func clear() throws(MachineError) {
    for name in try folder.names() where name != Self.lockName { try folder.removeTree(name) }
  }
}

private func notOurs(_ path: String) -> MachineError {
  .refused("\(path) was not made by scenarioc; remove it, or choose another folder with -o")
}
