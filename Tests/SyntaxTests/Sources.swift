import Foundation
import Testing
import ScenarioSyntax
import TestSupport

/// What the properties of lexer and parser are tried on.
enum Sources {
  /// The shipped scenarios and all fixtures.
  static func all() throws -> [SourceText] {
    let folders = [Project.scenarios, Project.fixtures.appending(path: "diagnostics")]
    return try folders.flatMap { try Project.files(in: $0, extension: "scenario") }.map {
      SourceText(name: $0.lastPathComponent, bytes: Array(try Data(contentsOf: $0)))
    }
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
}

extension SourceText: CustomTestStringConvertible {
  public var testDescription: String { name }
}
