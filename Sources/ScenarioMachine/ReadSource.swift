/// The largest input read: a scenario takes a few kilobytes, so this is a wrong file or a device
/// that never ends, and the compiler shall say so before it has eaten the machine's memory.
package let sourceLimit = 64 << 20

/// The bytes of a file, pipe or, for `-`, standard input: at most `sourceLimit` of them.
package func readSource(_ path: String) throws(MachineError) -> [UInt8] {
  let file = try path == "-" ? OpenFile.standardInput() : OpenFile.open(path)
  if try file.status().kind == .folder { throw isFolder(path) }
  return try file.readAll(limit: sourceLimit)
}

private func isFolder(_ path: String) -> MachineError {
  .refused("cannot read \(path): it is a folder, not a scenario")
}
