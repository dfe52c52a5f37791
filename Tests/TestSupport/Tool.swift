package import Foundation

/// A program that a test runs: one on the PATH, or one that `make` put into the project.
package struct Tool: Sendable {
  package let executable: URL

  package init(_ name: String) throws {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = Self.projectTools.map(\.path) + path.split(separator: ":").map(String.init)
    let candidates = folders.map { URL(filePath: $0).appending(path: name) }
    let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    guard let found else { throw MissingTool(name: name) }
    executable = found
  }

  package init(at executable: URL) {
    self.executable = executable
  }

  /// Runs the program to its end. What it reads and writes passes through files: pipes fill up.
  package func run(
    _ arguments: [String] = [], input: [UInt8] = [], in folder: URL? = nil
  ) throws -> Output {
    try withTemporaryFolder { scratch in
      let files = ["stdin", "stdout", "stderr"].map { scratch.appending(path: $0) }
      try Data(input).write(to: files[0])
      let process = Process()
      process.executableURL = executable
      process.arguments = arguments
      process.currentDirectoryURL = folder
      process.standardInput = try FileHandle(forReadingFrom: files[0])
      process.standardOutput = try writer(to: files[1])
      process.standardError = try writer(to: files[2])
      try process.run()
      process.waitUntilExit()
      return Output(
        status: process.terminationStatus, bytes: Array(try Data(contentsOf: files[1])),
        errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }
  }

  private func writer(to file: URL) throws -> FileHandle {
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }

  package struct Output: Sendable {
    package let status: Int32
    package let bytes: [UInt8]
    package let errors: String

    package var text: String { String(decoding: bytes, as: UTF8.self) }
    /// All that was written, for a test's message.
    package var report: String { text + errors }
  }

  private static let projectTools = [".build-tools/bin", ".build-checkov/bin"].map {
    Project.root.appending(path: $0)
  }
}

package struct MissingTool: Error, CustomStringConvertible {
  let name: String

  package init(name: String) {
    self.name = name
  }

  package var description: String { "\(name) is missing: `make test` installs it" }
}

/// Runs the body with a fresh folder, which is removed afterwards.
package func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "scenarioc-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
