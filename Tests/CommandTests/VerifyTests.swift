import Foundation
import TestSupport
import Testing

/// Whether bundles are as they were made: by `scenarioc verify`, and without scenarioc.
@Suite struct VerifyTests {
  @Test func sha256sumAgrees() throws {
    try withFleet { out in
      for folder in [out, out.appending(path: "a"), out.appending(path: "b")] {
        let sums = try Tool("sha256sum").run(["--check", "--strict", "SHA256SUMS"], in: folder)
        #expect(sums.status == 0, "\(sums.report)")
        let count = try FileManager.default.subpathsOfDirectory(atPath: folder.path).count {
          !$0.hasSuffix("SHA256SUMS") && $0 != "kubernetes"
        }
        if folder != out { #expect(sums.text.split(separator: "\n").count == count) }
      }
    }
  }

  /// Each file of a bundle and of a fleet, one after the other.
  @Test func eachChangedFileIsNamed() throws {
    try withFleet { out in
      for path in try contents(of: out).keys.sorted() {
        let file = out.appending(path: path)
        let original = try Data(contentsOf: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("\n ".utf8))
        try handle.close()
        let verify = try Scenarioc.run(["verify", "out"], in: out.deletingLastPathComponent())
        #expect(verify.status == 1)
        #expect(verify.report == "changed  out/\(path)\n")
        if !path.hasSuffix("SHA256SUMS") {
          let folder = path.contains("/") ? out.appending(path: String(path.prefix(1))) : out
          let sums = try Tool("sha256sum").run(["--check", "SHA256SUMS"], in: folder)
          #expect(sums.status == 1, "\(path)")
        }
        let writer = try FileHandle(forWritingTo: file)
        try writer.truncate(atOffset: UInt64(original.count))
        try writer.close()
      }
      #expect(try Scenarioc.run(["verify", out.path]).status == 0)
    }
  }

  @Test(arguments: ["bundle.json", "SHA256SUMS", "Dockerfile", "kubernetes/namespace.yaml"])
  func eachMissingFileIsNamed(_ path: String) throws {
    try withFleet { out in
      try FileManager.default.removeItem(at: out.appending(path: "a/\(path)"))
      let project = out.deletingLastPathComponent()
      for folder in ["out", "out/a"] {
        let verify = try Scenarioc.run(["verify", folder], in: project)
        #expect(verify.status == 1)
        #expect(verify.report == "missing  out/a/\(path)\n")
      }
    }
  }

  @Test func whatElseMayBeWrong() throws {
    try withFleet { out in
      let files = FileManager.default
      try Data("mine\n".utf8).write(to: out.appending(path: "a/kubernetes/mine.yaml"))
      try files.setAttributes(
        [.posixPermissions: 0o644], ofItemAtPath: out.appending(path: "a/entrypoint.sh").path)
      try files.removeItem(at: out.appending(path: "a/crontab"))
      try files.createSymbolicLink(
        atPath: out.appending(path: "a/crontab").path, withDestinationPath: "Dockerfile")
      try files.removeItem(at: out.appending(path: "b"))
      try files.removeItem(at: out.appending(path: "namespaces.yaml"))
      let verify = try Scenarioc.run(
        ["verify", "--format", "json", "out", "out/a", "elsewhere"],
        in: out.deletingLastPathComponent())
      #expect(verify.status == 3)
      #expect(verify.errors.hasPrefix("error: cannot open elsewhere: "))
      let folders = try JSONDecoder().decode(JSON.self, from: Data(verify.bytes)).elements
      #expect(folders.map { $0["folder"]?.text } == ["out", "out/a"])
      #expect(folders.map { $0["bundleCount"]?.text } == ["1", "1"])
      let found = folders.map { folder in
        folder["differences"]?.elements.map { difference in
          ["kind", "path"].map { difference[$0]?.text ?? "" }.joined(separator: " ")
        }
      }
      let bundle = [
        "changed out/a/crontab", "changed out/a/entrypoint.sh",
        "foreign out/a/kubernetes/mine.yaml",
      ]
      #expect(found == [bundle + ["missing out/b", "missing out/namespaces.yaml"], bundle])
    }
  }

  /// Both lists of a bundle changed alike betray it to the list of the fleet.
  @Test func aForgedBundleDoesNotBelongToTheFleet() throws {
    try withFleet { out in
      let project = out.deletingLastPathComponent()
      let other = smallScenario.replacing("small {", with: "a {").replacing("80Mi", with: "90Mi")
      try FileManager.default.removeItem(at: out.appending(path: "a"))
      #expect(
        try Scenarioc.run(["build", "-", "-o", "other"], input: other, in: project).status == 0)
      try FileManager.default.moveItem(
        at: project.appending(path: "other/a"), to: out.appending(path: "a"))
      #expect(try Scenarioc.run(["verify", "out/a"], in: project).status == 0)
      let verify = try Scenarioc.run(["verify", "out"], in: project)
      #expect(verify.status == 1)
      #expect(verify.report == "changed  out/a/SHA256SUMS\n")
    }
  }

  @Test func foldersOfOthersAreAnError() throws {
    try withTemporaryFolder { folder in
      try Data("0  x\n".utf8).write(to: folder.appending(path: "SHA256SUMS"))
      let verify = try Scenarioc.run(["verify", "."], in: folder)
      #expect(verify.status == 3)
      #expect(
        verify.report == """
          error: . holds nothing that scenarioc made: give a bundle, or a folder of bundles

          """)
    }
  }

  private func withFleet(_ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try put(["a": "", "b": "restart never"], in: folder)
      let build = try Scenarioc.run(
        ["build", "a.scenario", "b.scenario", "-o", "out"], in: folder)
      #expect(build.status == 0, "\(build.report)")
      try body(folder.appending(path: "out"))
    }
  }
}
