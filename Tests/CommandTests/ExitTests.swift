import Foundation
import TestSupport
import Testing

/// What the program says and how it ends.
@Suite struct ExitTests {
  @Test func aSoundScenarioIsClean() throws {
    let check = try Scenarioc.run(["check", "-"], input: smallScenario)
    #expect(check.status == 0)
    #expect(check.report == "")
  }

  @Test func aWrongScenarioEndsWith1AndItsDiagnostic() throws {
    let check = try Scenarioc.run(
      ["check", "-"], input: smallScenario.replacing("64Mi", with: "64MB"))
    #expect(check.status == 1)
    #expect(check.errors.hasPrefix("error[ambiguous-size]: `64MB`"))
    #expect(check.errors.contains("standard input:3:20"))
    #expect(!check.errors.contains("\u{1B}"), "a pipe gets no colour")
  }

  @Test func aWarningIsNoFailure() throws {
    let tight = smallScenario.replacing("    ramp", with: "    expect oom within 45s\n    ramp")
    let check = try Scenarioc.run(["check", "-"], input: tight)
    #expect(check.status == 0)
    #expect(check.errors.hasPrefix("warning[expectation-tight]"))
  }

  @Test(arguments: [["check"], ["check", "-", "--no-such"], ["build", "-"], ["compile"]])
  func wrongUsageEndsWith2(_ arguments: [String]) throws {
    let run = try Scenarioc.run(arguments)
    #expect(run.status == 2)
    #expect(run.report.contains("scenarioc"))
  }

  @Test(arguments: [[], ["--help"], ["build", "--help"], ["--version"]])
  func helpIsOutput(_ arguments: [String]) throws {
    let run = try Scenarioc.run(arguments)
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(!run.text.isEmpty)
  }

  @Test func whatCannotBeReadEndsWith3() throws {
    let check = try Scenarioc.run(["check", "no-such.scenario"], in: Project.root)
    #expect(check.status == 3)
    #expect(check.errors.hasPrefix("error: cannot read no-such.scenario"))
  }

  @Test func whatCannotBeWrittenEndsWith3() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try Data().write(to: file)
      let build = try Scenarioc.run(["build", "-", "-o", file.path], input: smallScenario)
      #expect(build.status == 3)
      #expect(build.errors.hasPrefix("error: "))
    }
  }

  @Test func aFolderOfAnotherIsLeftAlone() throws {
    try withTemporaryFolder { folder in
      let mine = folder.appending(path: "small/mine.txt")
      try FileManager.default.createDirectory(
        at: mine.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("mine".utf8).write(to: mine)
      let build = try Scenarioc.run(["build", "-", "-o", folder.path], input: smallScenario)
      #expect(build.status == 3)
      #expect(build.errors.contains("was not made by scenarioc"))
      #expect(try contents(of: folder).keys.sorted() == ["small/mine.txt"])
    }
  }

  @Test func aWrongScenarioLeavesTheOldBundle() throws {
    try withTemporaryFolder { folder in
      let arguments = ["build", "-", "-o", folder.path]
      #expect(try Scenarioc.run(arguments, input: smallScenario).status == 0)
      let before = try contents(of: folder)
      let wrong = smallScenario.replacing("64Mi", with: "none")
      #expect(try Scenarioc.run(arguments, input: wrong).status == 1)
      #expect(try contents(of: folder) == before)
    }
  }

  @Test func aBuildEndsWithThreeLines() throws {
    try withTemporaryFolder { folder in
      let file = Project.scenarios.appending(path: "memory-leak.scenario").path
      let build = try Scenarioc.run(["build", file, "-o", "out"], in: folder)
      let lines = build.text.split(separator: "\n")
      #expect(lines.count == 3)
      #expect(lines[0] == "made     out/memory-leak, 15 files")
      #expect(
        lines[1] == """
          happens  exceeds 512Mi after 7m47s, and the kernel kills it; \
          expect holds with 1m13s to spare
          """)
      #expect(lines[2].hasPrefix("next     docker build -t memory-leak:"))
    }
  }
}
