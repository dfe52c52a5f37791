#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Puts other bytes in the place of a file's, in one step: whoever reads it sees the old ones or
/// the new ones, whole.
///
/// The new file has the mode of the old one. A link stays: what it leads to is rewritten.
package func rewrite(_ path: String, with bytes: [UInt8]) throws(MachineError) {
  let real = try realPath(of: path)
  let slash = real.lastIndex(of: "/") ?? real.startIndex
  let name = String(real[real.index(after: slash)...])
  let folder = try Folder.open(at: slash == real.startIndex ? "/" : String(real[..<slash]))
  guard let status = try folder.status(of: name), status.kind == .file else {
    throw notAFile(path)
  }
  // Of this process alone, so that runs at the same moment do not meet.
  let temporary = ".\(name).\(getpid())~"
  do {
    try folder.makeFile(temporary, mode: status.mode, bytes: bytes)
    try folder.rename(temporary, to: name)
  } catch {
    try? folder.removeFile(temporary)
    throw error
  }
}

private func realPath(of path: String) throws(MachineError) -> String {
  guard let real = realpath(path, nil) else {
    throw .system(action: "write", path: path, code: errno)
  }
  defer { free(real) }
  return String(cString: real)
}

private func notAFile(_ path: String) -> MachineError {
  .refused("cannot write \(path): it is not a file")
}
