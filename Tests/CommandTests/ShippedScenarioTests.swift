import Foundation
import TestSupport
import Testing

/// The scenarios that people start from are examples of how to write one.
@Suite struct ShippedScenarioTests {
  /// Those of the bench as well.
  private static func files() throws -> [String] {
    let bench = Project.root.appending(path: "Benches/Fidelity")
    let names = try FileManager.default.contentsOfDirectory(atPath: bench.path)
      .filter { $0.hasSuffix(".scenario") }
    try #require(names.count == 5)
    return try GoldenTests.scenarios().map(\.path) + names.map { bench.appending(path: $0).path }
  }

  @Test func thereIsNothingToSayOfThem() throws {
    let check = try Scenarioc.run(["check"] + Self.files())
    #expect(check.status == 0)
    #expect(check.report.hasSuffix(" scenarios: no errors\n"))
    #expect(check.report.split(separator: "\n").count == 1)
  }

  @Test func theyAreFormatted() throws {
    let format = try Scenarioc.run(["fmt", "--check"] + Self.files())
    #expect(format.status == 0)
    #expect(format.text == "")
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
