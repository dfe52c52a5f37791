#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// What inotify tells of folders (inotify(7)).
  final class Notices {
    private let number: Int32
    /// Of the files that the user named.
    private let names: Set<String>

    private static let changes =
      IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO
      | IN_DELETE_SELF | IN_MOVE_SELF

    /// Nil where the system gives no more.
    init?(naming paths: [String]) {
      // The flags of inotify are those of files.
      number = inotify_init1(O_NONBLOCK | O_CLOEXEC)
      names = Set(paths.compactMap { $0.split(separator: "/").last.map(String.init) })
      if number < 0 { return nil }
    }

    deinit { if number >= 0 { _ = close(number) } }

    /// Watches a folder, or the nearest that leads to what is none; false where the system has no
    /// more watches.
    func watch(_ path: String) -> Bool {
      var path = path
      while true {
        let mask = UInt32(bitPattern: Int32(Self.changes | IN_ONLYDIR))
        if inotify_add_watch(number, path, mask) >= 0 { return true }
        if errno == ENOSPC || errno == ENOMEM { return false }
        guard errno == ENOENT || errno == ENOTDIR, path != "/", path != "." else { return true }
        path = parent(of: path)
      }
    }

    /// The most telling of what has come, waiting for it so many seconds at the most.
    func next(within seconds: Double) -> Alarm.Change {
      var descriptor = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, Int32(seconds * 1000)) > 0 else { return .none }
      var buffer = [UInt8](repeating: 0, count: 16 << 10)
      let count = buffer.withUnsafeMutableBytes { read(number, $0.baseAddress, $0.count) }
      guard count > 0 else { return .none }
      return changes(in: buffer[..<count])
    }
  }

  extension Notices {
    /// A head of four numbers, the last of them the length of the name that follows, padded with
    /// zeros (inotify(7): `struct inotify_event`).
    private func changes(in events: ArraySlice<UInt8>) -> Alarm.Change {
      let headSize = 16
      var (rest, change) = (events, Alarm.Change.none)
      while rest.count >= headSize {
        let (mask, length) = rest.withUnsafeBytes {
          (
            $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
            Int($0.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
          )
        }
        let name = rest.dropFirst(headSize).prefix(length).prefix { $0 != 0 }
        change = max(change, self.change(mask, String(decoding: name, as: UTF8.self)))
        rest = rest.dropFirst(headSize + length)
      }
      return change
    }

    private func change(_ mask: UInt32, _ name: String) -> Alarm.Change {
      func has(_ bits: Int32) -> Bool { mask & UInt32(bitPattern: bits) != 0 }
      if has(Int32(IN_IGNORED)) || name.utf8.starts(with: ".".utf8) { return .none }
      if name.isEmpty || has(Int32(IN_ISDIR)) { return .perhaps }
      return isSource(name) || names.contains(name) ? .source : .none
    }
  }

  private func parent(of path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
#endif
