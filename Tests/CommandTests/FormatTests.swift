import Foundation
import TestSupport
import Testing

/// `scenarioc fmt`: what it writes, what it leaves alone, and how it ends.
@Suite struct FormatTests {
  private static let untidy = "scenario a\t{\r\n  memory {limit 64Mi}\r\n}"
  private static let tidy = "scenario a {\n    memory { limit 64Mi }\n}\n"

  @Test func aFileIsRewrittenAndNamed() throws {
    try withFiles(["a.scenario": Self.untidy, "b.scenario": Self.tidy]) { folder in
      let run = try Scenarioc.run(["fmt", "a.scenario", "b.scenario"], in: folder)
      #expect(run.status == 0)
      #expect(run.text == "a.scenario\n")
      #expect(run.errors == "2 files: 1 changed\n")
      #expect(
        try contents(of: folder).mapValues(\.text) == [
          "a.scenario": Self.tidy, "b.scenario": Self.tidy,
        ])
    }
  }

  @Test func aTidyFileIsNotTouched() throws {
    try withFiles(["a.scenario": Self.tidy]) { folder in
      let file = folder.appending(path: "a.scenario").path
      let before = try FileManager.default.attributesOfItem(atPath: file)
      #expect(try Scenarioc.run(["fmt", file]).report == "")
      let after = try FileManager.default.attributesOfItem(atPath: file)
      #expect(after[.systemFileNumber] as? Int == before[.systemFileNumber] as? Int)
      #expect(after[.modificationDate] as? Date == before[.modificationDate] as? Date)
    }
  }

  @Test func modeAndLinkStay() throws {
    try withFiles(["a.scenario": Self.untidy]) { folder in
      let file = folder.appending(path: "a.scenario").path
      let link = folder.appending(path: "link").path
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
      #expect(try Scenarioc.run(["fmt", link]).status == 0)
      #expect(try contents(of: folder)["a.scenario"] == File(mode: 0o640, text: Self.tidy))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    }
  }

  @Test(arguments: ["--check", "--diff"])
  func nothingIsWrittenWhereOnlyAsked(_ flag: String) throws {
    try withFiles(["a.scenario": Self.untidy, "b.scenario": Self.tidy]) { folder in
      let before = try contents(of: folder)
      let both = try Scenarioc.run(["fmt", flag, "a.scenario", "b.scenario"], in: folder)
      #expect(both.status == 1)
      #expect(flag == "--diff" || both.text == "a.scenario\n")
      let tidy = try Scenarioc.run(["fmt", flag, "b.scenario"], in: folder)
      #expect(tidy.status == 0)
      #expect(tidy.report == "")
      #expect(try contents(of: folder) == before)
    }
  }

  /// git reads the difference as its own, line ends and a missing one included.
  @Test(
    arguments: try Project.files(
      in: Project.fixtures.appending(path: "format"), extension: "scenario"))
  func theDifferenceIsAPatch(_ fixture: URL) throws {
    try withTemporaryFolder { folder in
      let name = fixture.lastPathComponent
      let file = folder.appending(path: name)
      try FileManager.default.copyItem(at: fixture, to: file)
      let diff = try Scenarioc.run(["fmt", "--diff", name], in: folder)
      #expect(diff.status == 1)
      let apply = try Tool("git").run(["apply", "-p0", "-"], input: diff.bytes, in: folder)
      #expect(apply.status == 0, "\(apply.report)")
      let formatted = fixture.deletingPathExtension().appendingPathExtension("formatted")
      #expect(try Data(contentsOf: file) == Data(contentsOf: formatted))
    }
  }

  @Test func standardInputGoesToStandardOutput() throws {
    let run = try Scenarioc.run(["fmt", "-"], input: "\u{FEFF}" + Self.untidy)
    #expect(run.status == 0)
    #expect(run.report == Self.tidy)
    #expect(try Scenarioc.run(["fmt", "--check", "-"], input: Self.tidy).status == 0)
    let check = try Scenarioc.run(["fmt", "--check", "-"], input: Self.untidy)
    #expect(check.status == 1)
    #expect(check.report == "standard input\n")
  }

  @Test func standardInputStandsAlone() throws {
    let run = try Scenarioc.run(["fmt", "-", "a.scenario"])
    #expect(run.status == 2)
    #expect(run.errors.contains("it must be the only file"))
  }

  /// What is wrong with it, `check` tells.
  @Test func aBrokenFileIsFormattedAsFarAsItCanBeRead() throws {
    let run = try Scenarioc.run(["fmt", "-"], input: "  scenario  a {\n  memory\n\n\n")
    #expect(run.status == 0)
    #expect(run.report == "  scenario a {\n  memory\n")
  }

  @Test func whatCannotBeReadStopsNoOther() throws {
    try withFiles(["a.scenario": Self.untidy]) { folder in
      let run = try Scenarioc.run(["fmt", "missing", ".", "a.scenario"], in: folder)
      #expect(run.status == 3)
      #expect(run.errors.hasPrefix("error: cannot read missing: No such file or directory\n"))
      #expect(try contents(of: folder)["a.scenario"]?.text == Self.tidy)
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func outputThatIsLostEndsWith3() throws {
    let run = try Tool("sh").run(
      ["-c", "\"$0\" fmt - > /dev/full", Scenarioc.executable.path], input: Array("a".utf8))
    #expect(run.status == 3)
    #expect(run.errors == "error: cannot write standard output: No space left on device\n")
  }

  private func withFiles(_ files: [String: String], _ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
      try body(folder)
    }
  }
}
