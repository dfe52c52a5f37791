import Foundation
import ScenarioLanguage
import ScenarioSyntax
import TestSupport
import Testing

@testable import ScenarioBackends

/// Sizes, as Kubernetes' own parser of quantities reads them: that of kubectl, which writes what it
/// has read in the one canonical form.
@Suite struct QuantityTests {
  @Test func whatAScenarioAcceptsIsReadAlike() throws {
    var generator = SeededGenerator(seed: 7)
    let ranges = [
      ("Ki", 16_384...9_999_999), ("Mi", 16...9_999_999), ("Gi", 1...9_999), ("Ti", 1...999),
    ]
    let literals =
      ranges.flatMap { unit, range in
        (0..<50).map { _ in "\(Int.random(in: range, using: &generator))\(unit)" }
      } + ["512Mi", "1024Mi", "1536Mi", "16384Ki", "1048576Ki", "0512Mi", "1024Ti"]
    let sizes = try literals.map { literal in
      let (scenario, problems) = limit(of: literal)
      return try #require(scenario, "\(literal): \(problems)").memory.limit.value
    }
    #expect(try canonical(literals) == sizes.map(\.quantity))
    #expect(try canonical(sizes.map(\.quantity)) == sizes.map(\.quantity), "what is emitted")
  }

  /// What Kubernetes reads otherwise than a person, or not at all: its reading, where it has one,
  /// beside what scenarioc says to write.
  @Test(arguments: [
    ("512m", "512m", "512Mi"),  // half a byte
    ("512M", "512M", "512Mi"),  // 512,000,000 bytes: 488.28Mi
    ("1G", "1G", "1Gi"), ("1T", "1T", "1Ti"), ("512k", "512k", "512Ki"),
    ("512", "512", "512Mi"),  // bytes
    ("536870912", "536870912", "512Mi"),
    ("0.5Gi", "512Mi", "512Mi"), ("1.5Gi", "1536Mi", "1536Mi"),
    ("0.1Gi", "107374182400m", nil),  // thousandths of a byte
    ("1e3", "1e3", nil), ("5E2", "500", nil), ("2E", "2E", nil), ("1P", "1P", nil),
    ("512K", nil, "512Ki"), ("512MB", nil, "512Mi"), ("512MiB", nil, "512Mi"),
    ("512mi", nil, "512Mi"), ("512MI", nil, "512Mi"), ("1GB", nil, "1Gi"), ("1gib", nil, "1Gi"),
    ("512b", nil, nil), ("1_024Mi", nil, nil), ("lots", nil, nil),
  ])
  func whatReadsOtherwiseIsRefused(
    _ literal: String, _ reading: String?, _ mended: String?
  ) throws {
    #expect(try kubectl([literal]) == reading.map { [$0] })
    let (scenario, problems) = limit(of: literal)
    #expect(scenario == nil)
    #expect(problems.count == 1 && ["ambiguous-size", "not-a-size"].contains(problems[0].kind.id))
    #expect(problems.first?.fix?.edits.map(\.replacement) == mended.map { [$0] })
  }

  private func limit(of literal: String) -> (scenario: Scenario?, problems: [Diagnostic]) {
    let source = SourceText(
      name: "sizes", text: completeExample("memory { limit \(literal) }"))
    let meaning = check(parse(source).0, in: .fixed)
    let (scenarios, problems) = (meaning.scenarios, meaning.diagnostics)
    return (scenarios.first, problems)
  }

  private func canonical(_ literals: [String]) throws -> [String] {
    try #require(try kubectl(literals))
  }

  /// `set resources` reads the whole pod as Kubernetes does and writes it again; nil where it cannot.
  private func kubectl(_ literals: [String]) throws -> [String]? {
    let containers = literals.enumerated().map { index, literal in
      "{\"name\":\"c\(index)\",\"image\":\"i\",\"resources\":{\"limits\":{\"memory\":\"\(literal)\"}}}"
    }
    let pod = """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},
      "spec":{"containers":[\(containers.joined(separator: ","))]}}
      """
    let output = try Tool("kubectl").run(
      [
        "set", "resources", "-f", "-", "--local", "--limits=cpu=1",
        "-o", "jsonpath={.spec.containers[*].resources.limits.memory}",
      ], input: Array(pod.utf8))
    guard output.status == 0 else { return nil }
    return output.text.split(separator: " ").map(String.init)
  }
}
