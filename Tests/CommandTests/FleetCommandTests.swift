import Foundation
import TestSupport
import Testing

/// What files use of each other, on a real disk.
@Suite struct FleetCommandTests {
  @Test func aFileUsesOthersOfItsProject() throws {
    try withFiles([
      "common.scenario": "let limit = 512Mi\n",
      "inner/defaults.scenario": "use \"../common.scenario\"\n" + defaults,
      "inner/leak.scenario": "use \"./defaults.scenario\"\n\nscenario leak { }\n",
    ]) { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: ".git"), withIntermediateDirectories: true)
      let fromOutside = try check("inner/leak.scenario", in: folder)
      #expect(fromOutside.report == "")
      let fromInside = try check("leak.scenario", in: folder.appending(path: "inner"))
      #expect(fromInside.report == "")
      let text = "use \"inner/defaults.scenario\"\nscenario leak { }\n"
      let piped = try Scenarioc.run(["check", "-"], input: text, in: folder)
      #expect(piped.report == "")
    }
  }

  @Test func nothingOutsideOfTheProjectIsRead() throws {
    try withFiles([
      "common.scenario": "let limit = 512Mi\n",
      "inner/leak.scenario": "use \"../common.scenario\"\n\nscenario leak { }\n",
      "inner/linked.scenario": "use \"link.scenario\"\n\nscenario leak { }\n",
    ]) { folder in
      let link = folder.appending(path: "inner/link.scenario").path
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: "../common.scenario")
      for name in ["inner/leak.scenario", "inner/linked.scenario"] {
        let run = try check(name, in: folder)
        #expect(run.status == 1)
        #expect(run.text.hasPrefix("\(name):1:5: error[outside-project]: "), "\(run.report)")
        #expect(run.text.split(separator: "\n").count == 1)
      }
    }
  }

  @Test func onlyRegularFilesAreUsed() throws {
    try withFiles([
      "leak.scenario": "use \"pipe.scenario\"\nuse \"missing.scenario\"\n\nscenario leak { }\n"
    ]) { folder in
      _ = try Tool("mkfifo").run([folder.appending(path: "pipe.scenario").path])
      let run = try Scenarioc.run(["check", "leak.scenario"], in: folder)
      #expect(run.status == 1)
      #expect(run.errors.contains("not a regular file"))
      #expect(run.errors.contains("No such file or directory"))
      #expect(run.errors.ranges(of: "error[").count == 2, "\(run.errors)")
    }
  }

  /// Each format names the file that has the mistake; `fix` leaves that file alone.
  @Test func aMistakeIsToldWhereItIs() throws {
    try withFiles([
      "common.scenario": defaults.replacing("$limit", with: "512MB"),
      "leak.scenario": "use \"common.scenario\"\n\nscenario leak { }\n",
    ]) { folder in
      func formatted(_ format: String) throws -> String {
        try Scenarioc.run(["check", "leak.scenario", "--format", format], in: folder).text
      }
      #expect(try formatted("concise").hasPrefix("common.scenario:3:20: error[ambiguous-size]"))
      #expect(try formatted("github").hasPrefix("::error file=common.scenario,line=3,"))
      #expect(try formatted("json").contains("\"file\": \"common.scenario\""))
      #expect(try formatted("sarif").contains("\"uri\": \"common.scenario\""))
      let before = try contents(of: folder)
      #expect(try Scenarioc.run(["fix", "leak.scenario"], in: folder).status == 1)
      #expect(try contents(of: folder) == before)
    }
  }

  @Test func aSweepMakesABundleForEachValue() throws {
    let text = """
      \(defaults)
      sweep limit in 256Mi, 1Gi {
          scenario leak { memory { limit $limit } }
      }
      """.replacing("    memory { limit $limit }\n    ramp", with: "    ramp")
    try withFiles(["leak.scenario": text]) { folder in
      let run = try Scenarioc.run(["build", "leak.scenario", "-o", "out"], in: folder)
      #expect(run.status == 0, "\(run.report)")
      let made = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "out").path)
      #expect(made.sorted().filter { $0.hasPrefix("leak") } == ["leak-1gi", "leak-256mi"])
      let manifest = try String(
        contentsOf: folder.appending(path: "out/leak-256mi/kubernetes/deployment.yaml"),
        encoding: .utf8)
      #expect(manifest.contains("memory: 256Mi"))
    }
  }

  private let defaults = """
    defaults {
        schedule every 30m
        memory { limit $limit }
        ramp { linear from 10% to 125% over 10m }
    }

    """

  private func check(_ file: String, in folder: URL) throws -> Tool.Output {
    try Scenarioc.run(["check", file, "--format", "concise"], in: folder)
  }

  private func withFiles(
    _ files: [String: String], _ body: (URL) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      for (path, text) in files {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      try body(folder)
    }
  }
}
