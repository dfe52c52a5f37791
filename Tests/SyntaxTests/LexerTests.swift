import ScenarioSyntax
import TestSupport
import Testing

@Suite struct LexerTests {
  @Test(arguments: try Sources.all())
  func tokensTileTheSource(_ source: SourceText) {
    expectTiling(lex(source), of: source)
  }

  @Test func tokensTileRandomBytes() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2_000 {
      let source = SourceText(name: "random", bytes: Sources.random(using: &generator))
      expectTiling(lex(source), of: source)
    }
  }

  @Test(
    arguments: [
      ("limit 512Mi # why", [.word, .space, .word, .space, .comment, .endOfFile]),
      ("a{}\r\n", [.word, .openBrace, .closeBrace, .newline, .endOfFile]),
      (#"about "a \" b""#, [.word, .space, .string, .endOfFile]),
      ("\"open\n", [.unterminatedString, .newline, .endOfFile]),
      ("\"open\\", [.unterminatedString, .endOfFile]),
      ("\u{FEFF}a,b\u{7}", [.byteOrderMark, .word, .comma, .word, .stray, .endOfFile]),
      ("", [.endOfFile]),
    ] as [(String, [Token.Kind])])
  func kindsOfTokens(_ text: String, _ kinds: [Token.Kind]) {
    #expect(lex(SourceText(name: "test", text: text)).map(\.kind) == kinds)
  }

  private func expectTiling(_ tokens: [Token], of source: SourceText) {
    #expect(tokens.first?.start == 0)
    #expect(tokens.last?.kind == .endOfFile)
    #expect(tokens.last?.start == source.bytes.count)
    #expect(zip(tokens, tokens.dropFirst()).allSatisfy { $0.start < $1.start })
  }
}
