import Foundation
import Properties
@testable import ScenarioLanguage
import ScenarioSyntax
import TestSupport
import Testing

/// What the fuzzers have found, tried again.
@Suite struct CorpusTests {
  private static let fuzzing = Project.root.appending(path: "Fuzzing")

  /// What reaches each part of lexer, parser and formatter, and what once broke them.
  static func syntax() throws -> [URL] { try inputs(of: "Syntax") }
  static func compilation() throws -> [URL] { try inputs(of: "Compilation") }

  private static func inputs(of target: String) throws -> [URL] {
    try ["Corpus", "Crashes"].flatMap { folder in
      try FileManager.default.contentsOfDirectory(
        at: fuzzing.appending(path: "\(folder)/\(target)"), includingPropertiesForKeys: nil)
    }.sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  @Test func thereIsACorpus() throws {
    #expect(try Self.syntax().count >= 50)
    #expect(try Self.compilation().count >= 50)
  }

  @Test(arguments: try syntax())
  func syntaxKeepsItsProperties(_ file: URL) throws {
    #expect(syntaxViolations(of: try source(file)) == [])
  }

  @Test(arguments: try compilation())
  func compilationKeepsItsProperties(_ file: URL) throws {
    #expect(compilationViolations(of: try source(file), in: .fixed) == [])
  }

  private func source(_ file: URL) throws -> SourceText {
    SourceText(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file)))
  }

  /// The words of the language, for the fuzzers to put in.
  @Test func theDictionaryIsThatOfTheTable() throws {
    let file = Self.fuzzing.appending(path: "scenario.dict")
    let text =
      "# Made from the compiler's table: `make bless` writes it anew.\n"
      + dictionary.map { "\"\(escaped($0))\"\n" }.joined()
    if Project.isBlessing { try Data(text.utf8).write(to: file) }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }
}

/// Each word and each example of a literal, once, in order.
private var dictionary: [String] {
  Set(words(of: ScenarioLanguage.file.description)).sorted()
}

private func words(of block: BlockDescription) -> [String] {
  let map = block.map.map { $0.key.examples + $0.value.examples } ?? []
  return map
    + block.entries.flatMap { entry in
      [entry.name]
        + entry.forms.flatMap { form in
          (form.parts + form.tail).flatMap { part in
            switch part {
            case .keyword(let word): [word]
            case .literal(_, let literal): literal.examples
            }
          } + (form.block.map(words) ?? [])
        }
    }
}

/// As libFuzzer reads it: `\` and `"` escaped, and nothing but ASCII.
private func escaped(_ text: String) -> String {
  text.utf8.map { byte in
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "\""): "\\" + String(Unicode.Scalar(byte))
    case 0x20..<0x7F: String(Unicode.Scalar(byte))
    default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }.joined()
}
