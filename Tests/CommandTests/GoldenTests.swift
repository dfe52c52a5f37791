import Foundation
import TestSupport
import Testing

/// Each shipped scenario against a whole folder of expected output.
@Suite struct GoldenTests {
  static func scenarios() throws -> [URL] {
    try Project.files(in: Project.scenarios, extension: "scenario")
  }

  @Test func thereAreScenarios() throws {
    #expect(try !Self.scenarios().isEmpty)
  }

  @Test func noGoldenIsOrphaned() throws {
    let names = try Self.scenarios().map { $0.deletingPathExtension().lastPathComponent }
    #expect(try Golden.all().map(\.testDescription).sorted() == names.sorted())
  }

  /// Built together, they give what lies beside the bundles too.
  @Test func theFleetIsTheGolden() throws {
    try withTemporaryFolder { folder in
      let build = try Scenarioc.run(
        ["build", "-o", folder.path] + Self.scenarios().map(\.path))
      #expect(build.status == 0, "\(build.report)")
      let actual = try contents(of: folder).filter { !$0.key.contains("/") }
      if Project.isBlessing {
        for path in actual.keys {
          let golden = Golden.folder.appending(path: path)
          try? FileManager.default.removeItem(at: golden)
          try FileManager.default.copyItem(at: folder.appending(path: path), to: golden)
        }
      }
      let expected = try contents(of: Golden.folder).filter { !$0.key.contains("/") }
      #expect(actual.keys.sorted() == expected.keys.sorted())
      for (path, file) in expected { #expect(actual[path] == file, "\(path)") }
    }
  }

  @Test(arguments: try scenarios())
  func theBundleIsTheGolden(_ scenario: URL) throws {
    let name = scenario.deletingPathExtension().lastPathComponent
    let golden = Golden.folder.appending(path: name)
    try withTemporaryFolder { folder in
      let build = try Scenarioc.run(["build", scenario.path, "-o", folder.path])
      #expect(build.status == 0, "\(build.report)")
      if Project.isBlessing {
        try? FileManager.default.removeItem(at: golden)
        try FileManager.default.createDirectory(
          at: Golden.folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: folder.appending(path: name), to: golden)
      }
      let expected = try contents(of: golden)
      let actual = try contents(of: folder.appending(path: name))
      #expect(actual.keys.sorted() == expected.keys.sorted())
      for (path, file) in expected { #expect(actual[path] == file, "\(path)") }
    }
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    try withTemporaryFolder { folder in
      let runs = try ["a", "b"].map { output in
        let arguments = ["build", "-", "-o", folder.appending(path: output).path]
        #expect(try Scenarioc.run(arguments, input: smallScenario).status == 0)
        return try contents(of: folder.appending(path: output))
      }
      #expect(runs[0] == runs[1])
    }
  }
}

struct File: Equatable {
  let mode: Int
  let text: String
}

/// All files below a folder, by their paths in it.
func contents(of folder: URL) throws -> [String: File] {
  var files: [String: File] = [:]
  for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
    let file = folder.appending(path: path)
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
    files[path] = File(
      mode: attributes[.posixPermissions] as? Int ?? 0,
      text: try String(contentsOf: file, encoding: .utf8))
  }
  return files
}
