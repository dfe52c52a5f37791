import Foundation
import Properties
import ScenarioSyntax
import TestSupport
import Testing

@Suite struct FormatterTests {
  private static let folder = Project.fixtures.appending(path: "format")

  static func fixtures() throws -> [URL] {
    try Project.files(in: folder, extension: "scenario")
  }

  @Test func thereAreFixtures() throws {
    #expect(try Self.fixtures().count >= 8)
  }

  /// Each beside the layout expected of it, and the change shown.
  @Test(arguments: try fixtures())
  func theLayoutIsAsExpected(_ file: URL) throws {
    let source = try Sources.read(file)
    let formatted = format(source)
    try expect(file, "formatted", holds: formatted)
    try expect(file, "diff", holds: layoutDiff(of: source, formatted: formatted))
  }

  @Test(arguments: try Project.files(in: Project.scenarios, extension: "scenario"))
  func theShippedScenariosAreFormatted(_ file: URL) throws {
    let source = try Sources.read(file)
    #expect(source[Span(0, source.bytes.count)] == String(decoding: format(source), as: UTF8.self))
  }

  @Test(arguments: try Sources.all())
  func mutationsKeepTheInvariants(_ source: SourceText) {
    for mutation in [source] + Sources.mutations(of: source) {
      #expect(syntaxViolations(of: mutation) == [])
    }
  }

  @Test func randomBytesKeepTheInvariants() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<5_000 {
      let source = SourceText(name: "random", bytes: Sources.random(using: &generator))
      #expect(syntaxViolations(of: source) == [])
    }
  }

  /// Random bytes seldom make blocks.
  @Test func randomLinesKeepTheInvariants() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<5_000 {
      let source = SourceText(name: "random", bytes: Sources.lines(using: &generator))
      #expect(syntaxViolations(of: source) == [])
    }
  }

  @Test(
    arguments: [
      ("{", ""), ("}", ""), ("a {\n", "}\n"), ("a { ", "}"), ("a\n{", "}"), ("\"", ""), (", ", ""),
      ("\n", ""), ("a b # c\n", ""),
    ])
  func manyOfOneThingAreFormattedInReasonableTime(_ opening: String, _ closing: String) {
    let text = [opening, closing].map { String(repeating: $0, count: 20_000) }.joined()
    let duration = processorTime {
      #expect(syntaxViolations(of: SourceText(name: "long", text: text)) == [])
    }
    #expect(duration < .seconds(5))
  }

  @Test func aLongWordMovesNoOther() {
    let word = String(repeating: "x", count: 10_000)
    let lines = "\(word) a # b\nab c # d\n"
    #expect(formatted(lines) == "\(word) a  # b\nab c  # d\n")
  }

  private func formatted(_ text: String) -> String {
    String(decoding: format(SourceText(name: "test", text: text)), as: UTF8.self)
  }

  private func expect(_ file: URL, _ suffix: String, holds bytes: [UInt8]) throws {
    let expected = file.deletingPathExtension().appendingPathExtension(suffix)
    if Project.isBlessing { try Data(bytes).write(to: expected) }
    let text = String(decoding: try Data(contentsOf: expected), as: UTF8.self)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }
}
