import Foundation
import TestSupport
import Testing

/// The scenarios that people start from are examples of how to write one.
@Suite struct ShippedScenarioTests {
  private static let folders = [Project.scenarios.path, bench.path]
  private static let bench = Project.root.appending(path: "Benches/Fidelity")

  @Test(arguments: folders)
  func thereIsNothingToSayOfThem(_ folder: String) throws {
    let check = try Scenarioc.run(["check", folder])
    #expect(check.status == 0)
    #expect(check.report.contains(#/^\d+ files, \d+ scenarios: no errors\n$/#), "\(check.report)")
  }

  @Test(arguments: folders)
  func theyAreFormatted(_ folder: String) throws {
    let format = try Scenarioc.run(["fmt", "--check", folder])
    #expect(format.status == 0)
    #expect(format.text == "")
  }

  @Test func theBenchHasFive() throws {
    #expect(try Project.files(in: Self.bench, extension: "scenario").count == 5)
  }

  @Test(arguments: try GoldenTests.scenarios())
  func aCommentSaysWhatForAndWhen(_ file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let comment = text.split(separator: "\n").prefix { $0.hasPrefix("#") }
    #expect(comment.contains { $0.hasPrefix("# Use it ") })
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  /// Two bundles with different levels of Pod Security in one namespace would fight over it.
  @Test func aNamespaceHasOneLevel() throws {
    var levels: [Substring: Set<Substring>] = [:]
    for golden in try Golden.all() {
      let text = try golden.text("kubernetes/namespace.yaml")
      let name = try #require(text.firstMatch(of: /\n  name: (.*)/)).1
      let level = try #require(text.firstMatch(of: /enforce: (.*)/)).1
      levels[name, default: []].insert(level)
    }
    #expect(levels.values.allSatisfy { $0.count == 1 }, "\(levels)")
  }
}
