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
    for golden in try Self.goldens() { #expect(try Self.scenario(of: golden) != nil, "\(golden)") }
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
    try withTemporaryFolder { folder in
      let build = try Scenarioc.run(["build", scenario.path, "-o", folder.path])
      #expect(build.status == 0, "\(build.report)")
      let made = try FileManager.default
        .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter(\.hasDirectoryPath).map(\.lastPathComponent)
      if Project.isBlessing { try bless(made, in: folder, of: scenario) }
      #expect(try made.sorted() == Self.goldens().filter { try Self.scenario(of: $0) == scenario })
      for name in made {
        let expected = try contents(of: Golden.folder.appending(path: name))
        let actual = try contents(of: folder.appending(path: name))
        #expect(actual.keys.sorted() == expected.keys.sorted())
        for (path, file) in expected { #expect(actual[path] == file, "\(name)/\(path)") }
      }
    }
  }

  private func bless(_ made: [String], in folder: URL, of scenario: URL) throws {
    for old in try Self.goldens() where try Self.scenario(of: old) == scenario {
      try FileManager.default.removeItem(at: Golden.folder.appending(path: old))
    }
    for name in made {
      try FileManager.default.copyItem(
        at: folder.appending(path: name), to: Golden.folder.appending(path: name))
    }
  }

  private static func goldens() throws -> [String] {
    try Golden.all().map(\.testDescription)
  }

  /// The file that makes a golden: it has its name, or with a sweep the beginning of it.
  private static func scenario(of golden: String) throws -> URL? {
    try scenarios().filter { file in
      let name = file.deletingPathExtension().lastPathComponent
      return golden == name || golden.hasPrefix(name + "-")
    }.max { $0.path.count < $1.path.count }
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
