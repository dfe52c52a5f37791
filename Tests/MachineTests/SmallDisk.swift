import Foundation

/// Whether tests may mount a file system: on Linux, as root, and not in too strict a container.
let canMount = (try? SmallDisk("size=1m")) != nil

/// A file system in memory, as small as the test wants it.
final class SmallDisk {
  var path: String { scratch.out }
  private let scratch: Scratch

  init(_ options: String) throws {
    scratch = try Scratch()
    try makeFolder(scratch.out)
    try run("mount", "-t", "tmpfs", "-o", options, "scenarioc-test", scratch.out)
  }

  deinit { try? run("umount", "--lazy", path) }

  func remount(_ options: String) throws {
    try run("mount", "-o", "remount," + options, path)
  }
}

private struct Failure: Error {}

private func run(_ command: String...) throws {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = command
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  if process.terminationStatus != 0 { throw Failure() }
}
