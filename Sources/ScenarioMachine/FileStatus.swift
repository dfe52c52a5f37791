#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the file system knows of a name.
struct FileStatus {
  enum Kind {
    case file, folder, link, other
  }

  let kind: Kind
  /// The permission bits, set-user-id and its like included.
  let mode: UInt32
  /// In bytes.
  let size: Int
  let owner: Owner

  /// For its owner.
  var isExecutable: Bool { mode & 0o100 != 0 }

  /// Tells this file from every other that exists now.
  let identity: Identity

  /// Tells a file from what it was before it was last written.
  let version: Version

  struct Version: Hashable {
    let number: UInt64
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  struct Owner {
    let user: uid_t
    let group: gid_t
  }

  struct Identity: Equatable {
    let device: UInt64
    let number: UInt64
  }

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    mode = UInt32(status.st_mode & 0o7777)
    size = Int(status.st_size)
    owner = Owner(user: status.st_uid, group: status.st_gid)
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(status.st_ino))
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    version = Version(
      number: UInt64(status.st_ino), size: Int(status.st_size), seconds: time.tv_sec,
      nanoseconds: time.tv_nsec)
  }

  /// What a path leads to, links followed; nil where that cannot be told.
  init?(at path: String) {
    var status = stat()
    guard statAt(path, &status) == 0 else { return nil }
    self.init(status)
  }
}

/// Outside the type, in which `stat` is the structure.
private func statAt(_ path: String, _ status: inout stat) -> Int32 {
  stat(path, &status)
}
