#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file held open, closed when it goes out of scope.
struct OpenFile: ~Copyable, Sendable {
  /// The descriptor, or -1 once closed.
  private var number: Int32
  /// As messages show it.
  let path: String

  /// Opens a file that a user named; waits for a pipe's writer.
  static func open(_ path: String) throws(MachineError) -> OpenFile {
    OpenFile(owning: try attempt("read", path) { openFile(path, O_RDONLY) }, path: path)
  }

  /// The same, but waits for nobody: a pipe without a writer is empty.
  static func openWithoutWaiting(_ path: String) throws(MachineError) -> OpenFile {
    OpenFile(
      owning: try attempt("read", path) { openFile(path, O_RDONLY | O_NONBLOCK) }, path: path)
  }

  static func standardInput() throws(MachineError) -> OpenFile {
    let path = "standard input"
    return OpenFile(owning: try attempt("read", path) { dup(STDIN_FILENO) }, path: path)
  }

  static func standardOutput() throws(MachineError) -> OpenFile {
    let path = "standard output"
    return OpenFile(owning: try attempt("write", path) { dup(STDOUT_FILENO) }, path: path)
  }

  /// Opens a file for writing and leaves it as it is; never waits for a pipe's reader.
  static func writable(_ file: String, path: String) throws(MachineError) -> OpenFile {
    let flags = O_WRONLY | O_NONBLOCK
    return OpenFile(owning: try attempt("write", path) { openFile(file, flags) }, path: path)
  }

  /// Makes a file that only we may read as yet.
  static func make(_ file: String, path: String) throws(MachineError) -> OpenFile {
    let flags = O_WRONLY | O_CREAT | O_EXCL
    return OpenFile(
      owning: try attempt("write", path) { openFile(file, flags, mode: 0o600) }, path: path)
  }

  init(owning number: Int32, path: String) {
    self.number = number
    self.path = path
  }

  deinit {
    if number >= 0 { _ = close(number) }
  }

  func status() throws(MachineError) -> FileStatus {
    var status = stat()
    try attempt("read", path) { fstat(number, &status) }
    return FileStatus(status)
  }

  /// All bytes from here to the end, from any kind of file; refuses more than `limit` of them.
  func readAll(limit: Int) throws(MachineError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(limit + 1, 64 << 10))
    var count = 0
    while true {
      let step = try attempt("read", path) {
        bytes.withUnsafeMutableBytes { buffer in
          let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
          return read(number, rest.baseAddress, rest.count)
        }
      }
      count += step
      if count > limit { throw tooLarge(path, limit: limit) }
      if step == 0 { break }
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: count) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// The beginning of the file, wherever an earlier read has stopped: at most `limit` bytes of it.
  func readStart(limit: Int) throws(MachineError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = try attempt("read", path) {
      bytes.withUnsafeMutableBytes { pread(number, $0.baseAddress, $0.count, 0) }
    }
    bytes.removeLast(limit - count)
    return bytes
  }

  func writeAll(_ bytes: [UInt8]) throws(MachineError) {
    var count = 0
    while count < bytes.count {
      count += try attempt("write", path) {
        bytes.withUnsafeBytes { buffer in
          let rest = UnsafeRawBufferPointer(rebasing: buffer[count...])
          return write(number, rest.baseAddress, rest.count)
        }
      }
    }
  }

  func setMode(_ mode: UInt32) throws(MachineError) {
    try attempt("set the mode of", path) { fchmod(number, mode_t(mode)) }
  }

  /// Only root may give a file away, and others to no group but their own.
  func setOwnerIfAllowed(_ owner: FileStatus.Owner) {
    if fchown(number, owner.user, owner.group) == -1 {
      _ = fchown(number, uid_t.max, owner.group)
    }
  }

  /// Waits until the bytes are on the disk.
  func sync() throws(MachineError) {
    try attempt("write", path) { fsync(number) }
  }

  /// Waits until no other holder has the lock. It goes with the descriptor, however we end.
  func lock() throws(MachineError) {
    try attempt("lock", path) { flock(number, LOCK_EX) }
  }

  /// Closes at once, and reports what a network file system only says now: that it was full.
  mutating func finish() throws(MachineError) {
    let number = self.number
    self.number = -1
    // Interrupted or not, the descriptor is gone: a second try could close another's.
    if close(number) == -1 && errno != EINTR {
      throw .system(action: "write", path: path, code: errno)
    }
  }
}

private func tooLarge(_ path: String, limit: Int) -> MachineError {
  .refused("\(path) is too large: more than \(limit) bytes")
}

/// Outside the type, whose own `open` would hide the system's.
private func openFile(_ path: String, _ flags: Int32, mode: mode_t = 0) -> Int32 {
  open(path, flags | O_CLOEXEC, mode)
}
