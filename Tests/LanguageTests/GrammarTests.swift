import Foundation
import ScenarioLanguage
import TestSupport
import Testing

/// Grammar.md says what the compiler does.
@Suite struct GrammarTests {
  private static let file = Project.root.appending(path: "Grammar.md")
  private static var marker: Regex<(Substring, Substring, Substring, Substring)> {
    #/(<!-- The reference is made .*? -->\n)(.*)(<!-- The reference ends)/#
      .dotMatchesNewlines()
  }

  @Test func theReferenceIsCurrent() throws {
    var text = try String(contentsOf: Self.file, encoding: .utf8)
    if Project.isBlessing {
      text.replace(Self.marker) { "\($0.1)\n\(reference)\n\($0.3)" }
      try Data(text.utf8).write(to: Self.file)
    }
    let match = try #require(text.firstMatch(of: Self.marker))
    #expect(String(match.2) == "\n\(reference)\n")
  }

  /// Each function of the parser opens with its production.
  @Test func theProductionsAreTheParsers() throws {
    let parser = Project.root.appending(path: "Sources/ScenarioSyntax/Parser.swift")
    let source = try String(contentsOf: parser, encoding: .utf8)
    let productions = source.matches(of: #/  /// `([a-z-]+) = (.*) ;`/#).map {
      "\($0.1) = \($0.2) ;"
    }
    #expect(productions.count == 6)
    let grammar = try String(contentsOf: Self.file, encoding: .utf8)
    let stated = grammar.split(separator: "\n").map { String($0).replacing(#/ +=/#, with: " =") }
    for production in productions { #expect(stated.contains(production)) }
  }
}
