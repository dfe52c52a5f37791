#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Replaces what a file holds, in one step: whoever reads it, and whatever befalls this run, finds
/// the old bytes or the new ones, whole.
///
/// The new file is written beside the old one and renamed over it. A link goes on leading to it; its
/// permissions stay, and its owner and group where the system lets us set them. Refuses what is not
/// a file, and fails where the file itself may not be written, though a rename could do without.
/// Another hard link to it keeps the old bytes; a run killed half-way leaves `.scenarioc-…` behind.
package func rewrite(_ path: String, with bytes: [UInt8]) throws(MachineError) {
  let target = try resolve(path)
  let status = try OpenFile.writable(target, path: path).status()
  guard status.kind == .file else { throw notAFile(path) }
  let temporary = neighbour(of: target)
  var file = try OpenFile.make(temporary, path: path)
  do {
    try file.writeAll(bytes)
    file.setOwnerIfAllowed(status.owner)
    try file.setMode(status.mode & 0o777)
    // Unlike a bundle this cannot be made again: it shall not be lost with the power either.
    try file.sync()
    try file.finish()
    try attempt("write", path) { rename(temporary, target) }
  } catch {
    _ = unlink(temporary)
    throw error
  }
}

/// Writes to standard output, which unlike a message must arrive.
package func writeOutput(_ bytes: [UInt8]) throws(MachineError) {
  var file = try OpenFile.standardOutput()
  try file.writeAll(bytes)
  try file.finish()
}

/// The path that is left when all links have been followed.
private func resolve(_ path: String) throws(MachineError) -> String {
  guard let resolved = realpath(path, nil) else {
    throw .system(action: "write", path: path, code: errno)
  }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// A name in the same folder that nothing has.
private func neighbour(of path: String) -> String {
  let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? ""
  return folder + ".scenarioc-" + String(UInt64.random(in: .min ... .max), radix: 36)
}

private func notAFile(_ path: String) -> MachineError {
  .refused("cannot rewrite \(path): it is not a regular file")
}
