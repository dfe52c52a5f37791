import CLinux

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A folder held open. Names are looked up in the folder itself, whatever becomes of the path that
/// led to it, and a link is never followed: so no link or move can turn a write elsewhere.
struct Folder: ~Copyable, Sendable {
  let number: Int32
  /// As messages show it.
  let path: String

  deinit { _ = close(number) }

  /// The folder that a user named, made with its parents if it is missing. Here and in `open` alone
  /// links count.
  static func make(at path: String) throws(MachineError) -> Folder {
    if path.isEmpty { throw .refused("the output folder has an empty name") }
    try makeAll(path)
    return try open(at: path)
  }

  static func open(at path: String) throws(MachineError) -> Folder {
    Folder(number: try attempt("open", path) { openFolder(path) }, path: path)
  }

  /// `path`: how messages shall show the folder, if not by where it is.
  func folder(_ name: String, path: String? = nil) throws(MachineError) -> Folder {
    let path = path ?? pathOf(name)
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    return Folder(number: try attempt("open", path) { openat(number, name, flags) }, path: path)
  }

  /// Nil if there is nothing of that name; refuses a link, and all else that is not a folder.
  func realFolder(_ name: String) throws(MachineError) -> Folder? {
    do {
      return try folder(name)
    } catch let error where error.isMissing {
      return nil
    } catch let error where error.isNotFolder {
      throw notAFolder(pathOf(name), try status(of: name)?.kind)
    }
  }

  /// Nil if there is no folder of that name, or none that we may look into.
  func readableFolder(_ name: String) throws(MachineError) -> Folder? {
    do {
      return try folder(name)
    } catch let error where error.isMissing || error.isNotFolder || error.isForbidden {
      return nil
    }
  }

  /// Tells this folder from every other that exists now.
  func identity() throws(MachineError) -> FileStatus.Identity {
    var status = stat()
    try attempt("read", path) { fstat(number, &status) }
    return FileStatus(status).identity
  }

  func status(of name: String) throws(MachineError) -> FileStatus? {
    var status = stat()
    do {
      try attempt("read", pathOf(name)) { fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) }
    } catch let error where error.isMissing {
      return nil
    }
    return FileStatus(status)
  }

  func openFile(_ name: String) throws(MachineError) -> OpenFile {
    let path = pathOf(name)
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC
    return OpenFile(
      owning: try attempt("open", path) { openat(number, name, flags) }, path: path)
  }

  /// An empty file to lock, made if it is missing.
  func openLock(_ name: String) throws(MachineError) -> OpenFile {
    let path = pathOf(name)
    // Writable, though never written: NFS grants an exclusive lock to no other descriptor.
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    return OpenFile(
      owning: try attempt("lock", path) { openat(number, name, flags, 0o600) }, path: path)
  }

  /// Makes a file with exactly that mode, whatever the umask.
  func makeFile(_ name: String, mode: UInt32, bytes: [UInt8]) throws(MachineError) {
    let path = pathOf(name)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    var file = OpenFile(
      owning: try attempt("write", path) { openat(number, name, flags, 0o600) }, path: path)
    try file.writeAll(bytes)
    try file.setMode(mode)
    try file.finish()
  }

  /// Writes to a file that is there, such as a setting of the kernel.
  func write(_ text: String, to name: String) throws(MachineError) {
    let path = pathOf(name)
    let flags = O_WRONLY | O_NOFOLLOW | O_CLOEXEC
    let file = OpenFile(
      owning: try attempt("write", path) { openat(number, name, flags) }, path: path)
    try file.writeAll(Array(text.utf8))
  }

  /// Makes a folder with exactly that mode, whatever the umask.
  func makeFolder(_ name: String, mode: UInt32) throws(MachineError) {
    try attempt("make", pathOf(name)) { mkdirat(number, name, 0o700) }
    try attempt("make", pathOf(name)) { fchmodat(number, name, mode_t(mode), 0) }
  }

  func removeFile(_ name: String) throws(MachineError) {
    try attempt("remove", pathOf(name)) { unlinkat(number, name, 0) }
  }

  /// Removes a folder, which must be empty.
  func removeFolder(_ name: String) throws(MachineError) {
    try attempt("remove", pathOf(name)) { unlinkat(number, name, AT_REMOVEDIR) }
  }

  /// Moves a folder here in one step. Over one that exists it fails, if that is not empty.
  func take(_ name: String, from other: borrowing Folder) throws(MachineError) {
    try attempt("write", pathOf(name)) { renameat(other.number, name, number, name) }
  }

  /// Gives a file another name, and replaces in one step what had that.
  func rename(_ name: String, to other: String) throws(MachineError) {
    try attempt("write", pathOf(other)) { renameat(number, name, number, other) }
  }

  /// Exchanges in one step what the two folders have by that name.
  func exchange(_ name: String, with other: borrowing Folder) throws(MachineError) {
    do {
      try attempt("replace", pathOf(name)) {
        clinux_exchange(number, name, other.number, name)
      }
    } catch let error where error.isNotSupported {
      throw cannotExchange(pathOf(name))
    }
  }

  func pathOf(_ name: String) -> String {
    path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }
}

extension Folder {
  /// Makes `path` and what leads to it, unless they are there.
  private static func makeAll(_ path: String) throws(MachineError) {
    do {
      try makeOne(path)
    } catch let error where error.isMissing {
      guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { throw error }
      try makeAll(String(path[..<slash]))
      try makeOne(path)
    }
  }

  /// Another run may make it at the same moment, so what exists is no error.
  private static func makeOne(_ path: String) throws(MachineError) {
    do {
      try attempt("make", path) { mkdir(path, 0o777) }
    } catch let error where error.isExisting {}
  }
}

/// Outside the type, whose own `open` would hide the system's.
private func openFolder(_ path: String) -> Int32 {
  open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
}

private func notAFolder(_ path: String, _ kind: FileStatus.Kind?) -> MachineError {
  let found = kind == .link ? "a link" : "not a folder"
  return .refused("\(path) is \(found); remove it, or choose another folder with -o")
}

private func cannotExchange(_ path: String) -> MachineError {
  .refused(
    "cannot replace \(path) in one step: its file system cannot exchange two folders; "
      + "remove it first, or choose another folder with -o")
}
