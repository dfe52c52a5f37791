package import Foundation

/// A program that a test runs: one on the PATH, or one that `make` put into the project.
package struct Tool: Sendable {
  package let executable: URL

  package init(_ name: String) throws {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = [Self.projectTools.path] + path.split(separator: ":").map(String.init)
    let candidates = folders.map { URL(filePath: $0).appending(path: name) }
    let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    guard let found else { throw MissingTool(name: name) }
    executable = found
  }

  /// Runs the program to its end.
  package func run(
    _ arguments: [String] = [], input: [UInt8] = [], in folder: URL? = nil
  ) throws -> Output {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
    try process.run()
    // All three at once: a pipe holds 64 KiB, and a full one stops the program.
    let group = DispatchGroup()
    let output = Collected()
    DispatchQueue.global().async(group: group) {
      try? stdin.fileHandleForWriting.write(contentsOf: input)
      try? stdin.fileHandleForWriting.close()
    }
    DispatchQueue.global().async(group: group) {
      output.errors = stderr.fileHandleForReading.readDataToEndOfFile()
    }
    let bytes = stdout.fileHandleForReading.readDataToEndOfFile()
    group.wait()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus, bytes: Array(bytes),
      errors: String(decoding: output.errors, as: UTF8.self))
  }

  package struct Output: Sendable {
    package let status: Int32
    package let bytes: [UInt8]
    package let errors: String

    package var text: String { String(decoding: bytes, as: UTF8.self) }
    /// All that was written, for a test's message.
    package var report: String { text + errors }
  }

  private static let projectTools = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "../../.build-tools/bin").standardized

  /// Written by one thread and read by another that waited for it.
  private final class Collected: @unchecked Sendable {
    var errors = Data()
  }
}

package struct MissingTool: Error, CustomStringConvertible {
  let name: String
  package var description: String { "\(name) is missing: `make test` installs it" }
}

/// Runs the body with a fresh folder, which is removed afterwards.
package func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "scenarioc-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
