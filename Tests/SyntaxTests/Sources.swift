import Foundation
import Testing
import ScenarioSyntax
import TestSupport

/// What the properties of lexer, parser and formatter are tried on.
enum Sources {
  /// The shipped scenarios and all fixtures.
  static func all() throws -> [SourceText] {
    let fixtures = ["diagnostics", "format"].map { Project.fixtures.appending(path: $0) }
    return try ([Project.scenarios] + fixtures).flatMap {
      try Project.files(in: $0, extension: "scenario")
    }.map(read)
  }

  static func read(_ file: URL) throws -> SourceText {
    SourceText(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file)))
  }

  /// A source with each token left out, and with each token doubled.
  static func mutations(of source: SourceText) -> [SourceText] {
    let tokens = lex(source)
    return zip(tokens, tokens.dropFirst()).flatMap { token, next in
      let text = source.bytes[token.start..<next.start]
      let before = source.bytes[..<token.start]
      let after = source.bytes[next.start...]
      return [
        SourceText(name: source.name, bytes: Array(before + after)),
        SourceText(name: source.name, bytes: Array(before + text + text + after)),
      ]
    }
  }

  /// Bytes of which most mean something to the lexer.
  static func random(using generator: inout SeededGenerator) -> [UInt8] {
    let meaningful = Array("{}\"\\#, \n\r\tab1\u{FEFF}é".utf8) + [0, 0xFF]
    return (0..<Int.random(in: 0...60, using: &generator)).map { _ in
      meaningful.randomElement(using: &generator) ?? 0
    }
  }

  /// Lines of which most are nodes, with blocks of which most are closed.
  static func lines(using generator: inout SeededGenerator) -> [UInt8] {
    let pieces = [
      "a", "word", "\"s\"", "a {", "word b {", "{", "}", "{ c }", "# c", "\n", "\n", "\n}\n", "}\n",
      "\n  ", "\n\t", "\r\n", "\r", " ", ",", "\u{FEFF}", "\u{7}", "\"open", " a {\n", "\n  b c\n",
      String(repeating: "x", count: 45),
    ]
    return (0..<Int.random(in: 0...25, using: &generator)).flatMap { _ in
      Array((pieces.randomElement(using: &generator) ?? "").utf8)
        + (Bool.random(using: &generator) ? [] : Array(" ".utf8))
    }
  }
}

extension SourceText: CustomTestStringConvertible {
  public var testDescription: String { name }
}
