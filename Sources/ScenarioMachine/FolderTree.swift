#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Folder {
  /// All names but `.` and `..`, in no order.
  func names() throws(MachineError) -> [String] {
    // A stream takes its descriptor over, and moves it on: so it gets its own.
    let fresh = try attempt("read", path) {
      openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard let stream = fdopendir(fresh) else {
      defer { _ = close(fresh) }
      throw .system(action: "read", path: path, code: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      if let name = entry.name, name != ".", name != ".." { names.append(name) }
    }
    if errno != 0 { throw .system(action: "read", path: path, code: errno) }
    return names
  }

  /// Whether all that is below this folder, folders aside, fulfils a condition. Asks no further
  /// once something does not. Paths are relative to this folder.
  func allFiles(
    under prefix: String = "",
    fulfil condition: (
      _ folder: borrowing Folder, _ name: String, _ path: String, _ status: FileStatus
    ) throws(MachineError) -> Bool
  ) throws(MachineError) -> Bool {
    for name in try names() {
      guard let status = try status(of: name) else { continue }
      let path = prefix + name
      let good =
        status.kind == .folder
        ? try folder(name).allFiles(under: path + "/", fulfil: condition)
        : try condition(self, name, path, status)
      if !good { return false }
    }
    return true
  }

  /// Removes a file, a link, or a folder with all that it holds.
  func removeTree(_ name: String) throws(MachineError) {
    guard try status(of: name)?.kind == .folder else { return try removeFile(name) }
    let doomed = try folder(name)
    // Its owner may have locked it against himself; that shall not stop us half-way.
    _ = fchmod(doomed.number, 0o700)
    for name in try doomed.names() { try doomed.removeTree(name) }
    try removeFolder(name)
  }
}

extension UnsafeMutablePointer<dirent> {
  fileprivate var name: String? {
    // In place: the record ends where the name does, before the end of Swift's tuple.
    pointer(to: \.d_name).map {
      String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
    }
  }
}
