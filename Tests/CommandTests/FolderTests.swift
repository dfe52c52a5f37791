import Foundation
import TestSupport
import Testing

/// Commands on many scenarios at once.
@Suite struct FolderTests {
  @Test func aWrongOneDoesNotStopTheOthers() throws {
    try withFleet(20, wrong: [3, 11]) { folder in
      let build = try Scenarioc.run(["build", "fleet", "-o", "out"], in: folder)
      #expect(build.status == 1)
      #expect(build.errors.contains("fleet/leak-03.scenario:3:20"))
      #expect(build.errors.hasSuffix("20 files, 18 scenarios: 2 errors, 18 made\n"))
      let right = (0..<20).filter { ![3, 11].contains($0) }.map { "leak-\(number($0))" }
      let out = folder.appending(path: "out").path
      #expect(try FileManager.default.contentsOfDirectory(atPath: out).sorted() == right)
      let lines = build.text.split(separator: "\n").map(String.init)
      #expect(lines == right.map { "made     out/\($0), 15 files" })

      let again = try Scenarioc.run(["build", "fleet", "-o", "out"], in: folder)
      #expect(again.text == "", "what is current is only counted")
      #expect(again.errors.hasSuffix("20 files, 18 scenarios: 2 errors, 18 current\n"))
      let check = try Scenarioc.run(["build", "--check", "fleet", "-o", "out"], in: folder)
      #expect(check.status == 1, "there are errors")
      #expect(check.errors.hasSuffix("2 errors, 18 current\n"))
    }
  }

  /// Whatever the threads do, what is said is the same, to the byte.
  @Test(
    arguments: [
      ["check"], ["check", "--format", "json"], ["check", "--format", "sarif"],
      ["check", "--format", "github"], ["check", "--format", "concise"], ["fmt", "--diff"],
      ["fix", "--diff"], ["schedule", "--from", "2026-01-15T00:00:00Z"],
      ["plan", "--from", "2026-01-15T00:00:00Z"], ["build", "--check", "-o", "out"],
    ])
  func theNumberOfThreadsChangesNothing(_ command: [String]) throws {
    try withFleet(40, wrong: [0, 7, 8, 39]) { folder in
      let one = try Scenarioc.run(command + ["fleet", "--jobs", "1"], in: folder)
      #expect(!one.report.isEmpty)
      for jobs in ["2", "9"] {
        let several = try Scenarioc.run(command + ["fleet", "-j", jobs], in: folder)
        #expect(several.status == one.status)
        #expect(several.bytes == one.bytes)
        #expect(several.errors == one.errors)
      }
    }
  }

  @Test func aSummaryIsForSeveral() throws {
    try withFleet(2) { folder in
      let one = try Scenarioc.run(["check", "fleet/leak-00.scenario"], in: folder)
      #expect(one.report == "")
      let two = try Scenarioc.run(["check", "fleet"], in: folder)
      #expect(two.report == "2 files, 2 scenarios: no errors\n")
      for name in ["leak-00", "leak-01"] {
        let file = folder.appending(path: "fleet/\(name).scenario")
        try Data(smallScenario.replacing("small", with: "\(name) ").utf8).write(to: file)
      }
      let format = try Scenarioc.run(["fmt", "fleet"], in: folder)
      #expect(format.errors == "2 files: 2 changed\n")
      #expect(format.text == "fleet/leak-00.scenario\nfleet/leak-01.scenario\n")
      #expect(try Scenarioc.run(["fmt", "fleet"], in: folder).report == "2 files: 0 changed\n")
    }
  }

  @Test(arguments: ["check", "fmt", "fix", "plan", "schedule"])
  func aFolderWithoutScenariosIsNotClean(_ command: String) throws {
    try withTemporaryFolder { folder in
      let run = try Scenarioc.run([command, "."], in: folder)
      #expect(run.status == 3)
      #expect(run.report.hasPrefix("error: there is no scenario in ."))
    }
  }

  @Test func aMistakeInAFileThatManyUseIsToldOnce() throws {
    try withFleet(8) { folder in
      for index in 0..<8 {
        let file = folder.appending(path: "fleet/leak-\(number(index)).scenario")
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(("use \"common.scenario\"\n" + text).utf8).write(to: file)
      }
      let common = "defaults {\n    restart sometimes\n}\n"
      try Data(common.utf8).write(to: folder.appending(path: "fleet/common.scenario"))
      let check = try Scenarioc.run(
        ["check"] + (0..<8).map { "fleet/leak-\(number($0)).scenario" }, in: folder)
      #expect(check.status == 1)
      #expect(check.errors.ranges(of: "error[").count == 1, "\(check.errors)")
      #expect(check.errors.contains("--> fleet/common.scenario:2:13"))
    }
  }

  @Test func oneScenarioRunsAtATime() throws {
    try withFleet(2) { folder in
      let run = try Scenarioc.run(["run", "fleet"], in: folder)
      #expect(run.status == 3)
      #expect(run.errors == "error: fleet has several scenarios, and only one can run at a time\n")
    }
  }

  @Test(arguments: ["0", "-1", "1025", "many"])
  func anImpossibleNumberOfThreadsIsRefused(_ jobs: String) throws {
    let run = try Scenarioc.run(["check", "-", "--jobs=\(jobs)"], input: smallScenario)
    #expect(run.status == 2)
  }

  /// JSON of many files is one document, in the order of the files.
  @Test func machinesGetOneDocument() throws {
    try withFleet(30, wrong: [4]) { folder in
      let json = try Scenarioc.run(["check", "fleet", "--format", "json"], in: folder)
      let report = try JSONDecoder().decode(Report.self, from: Data(json.bytes))
      #expect(report.errors == 1)
      #expect(report.files.map(\.name) == (0..<30).map { "fleet/leak-\(number($0)).scenario" })
      let sarif = try Scenarioc.run(["check", "fleet", "--format", "sarif"], in: folder)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(sarif.bytes)) }
    }
  }

  @Test func theLineOfProgressGivesWay() throws {
    try withFleet(2, wrong: [1]) { folder in
      // A pipe whose writer is slow once it is read: it takes long enough for a line of progress.
      let command = """
        mkfifo slow; (sleep 0.7; cat fleet/leak-00.scenario) > slow &
        '\(Scenarioc.executable.path)' check slow fleet/leak-01.scenario
        """
      let program =
        "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
      let run = try Tool("python3").run(["-c", program, "sh", "-c", command], in: folder)
      #expect(run.status == 1)
      let clear = "\r\u{1B}[K"
      #expect(run.text.hasPrefix("1 of 2 files\(clear)"), "\(run.text)")
      #expect(run.text.ranges(of: " of 2 files").count == 1)
      #expect(run.text.hasSuffix("2 files, 1 scenario: 1 error\r\n"))
    }
  }

  private struct Report: Decodable {
    struct File: Decodable { let name: String }
    let errors: Int
    let files: [File]
  }
}

/// Two scenarios of which one would be lost.
@Suite struct NameClashTests {
  private func scenario(_ name: String, in namespace: String) -> String {
    smallScenario.replacing("small {", with: "\(name) {\n    namespace \(namespace)")
  }

  private func withScenarios(
    _ scenarios: [(file: String, text: String)], _ body: (URL) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      for (file, text) in scenarios { try Data(text.utf8).write(to: folder.appending(path: file)) }
      try body(folder)
    }
  }

  @Test func bothPlacesAreTold() throws {
    let twins = [
      ("a.scenario", "# one\n\n" + scenario("twin", in: "x")), ("b.scenario", smallScenario),
      ("c.scenario", scenario("other", in: "x") + scenario("twin", in: "x")),
    ]
    try withScenarios(twins) { folder in
      for command in [["check", "."], ["build", ".", "-o", "out"]] {
        let run = try Scenarioc.run(command, in: folder)
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("error[repeated-scenario]: two scenarios are named `twin`"))
        #expect(run.errors.contains("--> c.scenario:7:10\n"))
        #expect(run.errors.contains("= note: first named at a.scenario:3\n"))
      }
      let out = folder.appending(path: "out").path
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: out).sorted() == ["small", "twin"])
      let json = try Scenarioc.run(["check", ".", "--format", "json"], in: folder)
      #expect(json.status == 1)
      #expect(json.text.contains("first named at a.scenario:3"))
    }
  }

  /// Of two namespaces they live side by side, but not in one folder.
  @Test func aNamespaceTellsScenariosApartUntilTheyAreBuilt() throws {
    let twins = [
      ("a.scenario", scenario("twin", in: "x")), ("b.scenario", scenario("twin", in: "y")),
    ]
    try withScenarios(twins) { folder in
      #expect(try Scenarioc.run(["check", "."], in: folder).status == 0)
      let build = try Scenarioc.run(["build", ".", "-o", "out"], in: folder)
      #expect(build.status == 1)
      #expect(build.errors.contains("--> b.scenario:1:10\n"))
      #expect(build.errors.contains("= note: first named at a.scenario:1\n"))
      #expect(build.errors.contains("or build them into different folders"))
    }
  }

  @Test func oneFileNamedTwiceIsNoClash() throws {
    try withScenarios([("a.scenario", smallScenario)]) { folder in
      let check = try Scenarioc.run(["check", ".", "a.scenario", "./a.scenario"], in: folder)
      #expect(check.status == 0)
      #expect(check.report == "")
    }
  }
}

private func number(_ index: Int) -> String { index < 10 ? "0\(index)" : "\(index)" }

/// A folder with a folder of so many scenarios, some of them with a wrong limit.
private func withFleet(
  _ count: Int, wrong: Set<Int> = [], _ body: (URL) throws -> Void
) throws {
  try withTemporaryFolder { folder in
    let fleet = folder.appending(path: "fleet")
    try FileManager.default.createDirectory(at: fleet, withIntermediateDirectories: true)
    for index in 0..<count {
      let name = "leak-\(number(index))"
      let limit = wrong.contains(index) ? "64MB" : "64Mi"
      let text = smallScenario.replacing("small", with: name).replacing(
        "{ limit 64Mi }", with: "{ limit \(limit) }")
      try Data(text.utf8).write(to: fleet.appending(path: "\(name).scenario"))
    }
    try body(folder)
  }
}
