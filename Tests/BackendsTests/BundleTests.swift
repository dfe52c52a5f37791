import Foundation
import ScenarioLanguage
import ScenarioSyntax
import TestSupport
import Testing

@testable import ScenarioBackends

@Suite struct BundleTests {
  @Test func theManifestListsEveryOtherFile() throws {
    struct Manifest: Decodable {
      struct File: Decodable { let path, mode, sha256: String }
      let files: [File]
      let source: [String: String]
    }
    let bundle = makeBundle(makePlan())
    let text = try bundle.text(ScenarioBackends.Bundle.manifestPath)
    let manifest = try JSONDecoder().decode(Manifest.self, from: Data(text.utf8))
    #expect(manifest.files.map(\.path) == bundle.artifacts.map(\.path).dropLast(2))
    #expect(Set(manifest.files.map(\.path)).count == manifest.files.count)
    #expect(manifest.source["name"] == "a.scenario")
    for file in manifest.files {
      let sum = try Tool("sha256sum").run(["-"], input: Array(try bundle.text(file.path).utf8))
      #expect(sum.text.hasPrefix(file.sha256))
      #expect(file.mode == (file.path.hasSuffix(".sh") ? "0755" : "0644"))
    }
  }

  @Test func theSamePlanGivesTheSameBytes() {
    for (_, plan) in variants {
      #expect(makeBundle(plan).artifacts.map(\.bytes) == makeBundle(plan).artifacts.map(\.bytes))
    }
  }

  @Test func filesEndWellAndHaveNoTrailingBlanks() {
    for (_, plan) in variants {
      for artifact in makeBundle(plan).artifacts {
        let text = String(decoding: artifact.bytes, as: UTF8.self)
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"), "\(artifact.path)")
        #expect(!text.contains(/[ \t]+\n/), "\(artifact.path)")
      }
    }
  }

  @Test(arguments: nastyStrings)
  func commentsHoldWhateverTheyAreGiven(text: String) throws {
    let lines = comment(text, bullet: "- ").split(separator: "\n")
    #expect(lines.allSatisfy { $0.utf8.starts(with: "# ".utf8) })
    #expect(!lines.joined().unicodeScalars.contains { $0.properties.generalCategory == .control })
  }

  @Test func theHeaderNamesTheSource() {
    let source = SourceText(name: "b/c.scenario", text: "# a\n\nscenario x {}")
    let header = Origin(source)
      .header(Located("x", at: Span(14, 15)), "the crontab.", notes: ["why"])
    #expect(
      header == """
        # x: the crontab.
        # Made by scenarioc \(Compiler.version) from c.scenario:3; change it there.
        #
        # - why

        """)
  }

  /// For the eyes: writes every variant below the folder that REVIEW names.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["REVIEW"] != nil))
  func review() throws {
    let folder = URL(filePath: ProcessInfo.processInfo.environment["REVIEW"] ?? "")
    for (label, plan) in variants { try makeBundle(plan).write(to: folder.appending(path: label)) }
  }
}
