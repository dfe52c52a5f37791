#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why the machine could not do what was asked. Described in one sentence that names the path.
package enum MachineError: Error, Equatable {
  /// A system call failed; `code` is its `errno`.
  case system(action: String, path: String, code: Int32)
  /// The call would have succeeded, and have done harm.
  case refused(String)
}

extension MachineError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .system(let action, let path, let code):
      "cannot \(action) \(path): \(String(cString: strerror(code)))"
    case .refused(let sentence):
      sentence
    }
  }
}

/// Makes one system call, again if a signal interrupts it, and throws what it reports by -1.
@discardableResult
func attempt<Result: SignedInteger>(
  _ action: String, _ path: @autoclosure () -> String, _ call: () -> Result
) throws(MachineError) -> Result {
  while true {
    let result = call()
    if result != -1 { return result }
    let code = errno
    if code != EINTR { throw .system(action: action, path: path(), code: code) }
  }
}

extension MachineError {
  var isMissing: Bool { hasCode(ENOENT) }
  var isExisting: Bool { hasCode(EEXIST) }
  var isForbidden: Bool { hasCode(EACCES) }
  /// POSIX lets a system say either.
  var isNotEmpty: Bool { hasCode(ENOTEMPTY) || hasCode(EEXIST) }
  /// What `O_DIRECTORY` and `O_NOFOLLOW` say of a file and of a link.
  var isNotFolder: Bool { hasCode(ENOTDIR) || hasCode(ELOOP) }
  /// What a file system says that cannot exchange two names.
  var isNotSupported: Bool { hasCode(EINVAL) || hasCode(ENOTSUP) || hasCode(ENOSYS) }

  private func hasCode(_ expected: Int32) -> Bool {
    if case .system(_, _, expected) = self { true } else { false }
  }
}
