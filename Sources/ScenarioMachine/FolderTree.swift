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
    try entries().map(\.name)
  }

  /// A name in a folder, and what it stands for, where reading the folder already tells.
  struct Entry {
    let name: String
    fileprivate let type: Int32
  }

  /// What an entry of this folder is; nil if it has gone meanwhile.
  func kind(of entry: Entry) throws(MachineError) -> FileStatus.Kind? {
    switch entry.type {
    case Int32(DT_REG): .file
    case Int32(DT_DIR): .folder
    case Int32(DT_LNK): .link
    case Int32(DT_UNKNOWN): try status(of: entry.name)?.kind
    default: .other
    }
  }

  /// All but `.` and `..`, in no order.
  func entries() throws(MachineError) -> [Entry] {
    // A stream takes its descriptor over, and moves it on: so it gets its own.
    let fresh = try attempt("read", path) {
      openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard let stream = fdopendir(fresh) else {
      defer { _ = close(fresh) }
      throw .system(action: "read", path: path, code: errno)
    }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      if let name = entry.name, name != ".", name != ".." {
        entries.append(Entry(name: name, type: Int32(entry.pointee.d_type)))
      }
    }
    if errno != 0 { throw .system(action: "read", path: path, code: errno) }
    return entries
  }

  /// All that is below this folder, folders aside, by its path relative to here.
  func files() throws(MachineError) -> [String: FileStatus] {
    var files: [String: FileStatus] = [:]
    try collect(into: &files, prefix: "")
    return files
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

extension Folder {
  private func collect(
    into files: inout [String: FileStatus], prefix: String
  ) throws(MachineError) {
    for name in try names() {
      guard let status = try status(of: name) else { continue }
      if status.kind == .folder {
        try folder(name).collect(into: &files, prefix: "\(prefix)\(name)/")
      } else {
        files[prefix + name] = status
      }
    }
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
