import Foundation
import ScenarioBackends
import ScenarioLanguage
import ScenarioPlanning
import ScenarioSyntax
import TestSupport
import Testing

/// The image of a scenario, laid out in a folder as the Dockerfile says.
struct Image {
  let folder: URL
  /// Of ENTRYPOINT and CMD.
  let command: [String]
  /// Of the container's memory, in bytes.
  let limit: Int

  init(of scenario: String, at folder: URL) throws {
    let source = SourceText(name: "leak.scenario", text: scenario)
    let scenario = try #require(check(parse(source).0, in: .fixed).0.first)
    let bundle = emit(Emission(plan(scenario), from: Origin(source)))
    let files = bundle.artifacts.reduce(into: [:]) { $0[$1.path] = $1 }
    let dockerfile = try #require(files["Dockerfile"])
    let lines = String(decoding: dockerfile.bytes, as: UTF8.self).split(separator: "\n")
    for line in lines where line.hasPrefix("COPY ") {
      let words = line.split(separator: " ").map(String.init)
      try #require(files[words[2]]).write(to: folder.appending(path: words[3]))
    }
    self.folder = folder
    command = try Self.words(of: "ENTRYPOINT", in: lines) + Self.words(of: "CMD", in: lines)
    limit = scenario.memory.limit.value.bytes
  }

  private static func words(of instruction: String, in lines: [Substring]) throws -> [String] {
    let line = lines.first { $0.hasPrefix("\(instruction) ") } ?? ""
    return try JSONDecoder().decode(
      [String].self, from: Data(line.dropFirst(instruction.count + 1).utf8))
  }
}

extension Artifact {
  fileprivate func write(to file: URL) throws {
    let files = FileManager.default
    try files.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    try files.setAttributes([.posixPermissions: mode.rawValue], ofItemAtPath: file.path)
  }
}
