import Properties
import ScenarioSyntax
import TestSupport
import Testing

@Suite struct ParserTests {
  @Test func aTreeHasTheNodesOfItsSource() {
    let text = "a 1 \"two\" {\n  b\n  c { d }\n}\ne # not f\n"
    let (tree, problems) = parse(SourceText(name: "test", text: text))
    #expect(problems.isEmpty)
    #expect(outline(tree.nodes) == "a(1,\"two\")[b()[] c()[d()[]]] e()[]")
  }

  @Test func noColumnCountsTheByteOrderMark() {
    let source = SourceText(name: "test", text: "\u{FEFF}a, b")
    let place = Renderer(of: source, colored: false).place(of: parse(source).1[0])
    #expect(place == "test:1:2")
  }

  @Test(arguments: try Sources.all())
  func mutationsKeepTheInvariants(_ source: SourceText) {
    for mutation in Sources.mutations(of: source) { expectInvariants(of: mutation) }
  }

  @Test func randomBytesKeepTheInvariants() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<5_000 {
      expectInvariants(of: SourceText(name: "random", bytes: Sources.random(using: &generator)))
    }
  }

  @Test(arguments: ["{", "}", "a {", "\"", "a\n  ", "{ } ", "a }", ", "])
  func manyOfOneThingAreReadInReasonableTime(_ text: String) {
    let source = SourceText(
      name: "long", bytes: Array(repeatElement(Array(text.utf8), count: 20_000).joined()))
    let duration = processorTime { expectInvariants(of: source) }
    #expect(duration < .seconds(5))
  }

  /// Parsing ends, and whatever it reports lies inside the source.
  private func expectInvariants(of source: SourceText) {
    let (tree, problems) = parse(source)
    #expect(tree.tokens == lex(source))
    let end = source.bytes.count
    for problem in problems {
      #expect(problem.span.end <= end)
      #expect(problem.related.allSatisfy { $0.span.end <= end })
      let edits = problem.fix?.edits ?? []
      #expect(zip(edits, edits.dropFirst()).allSatisfy { $0.span.end <= $1.span.start })
      if let fix = problem.fix { #expect(fix.applied(to: source.bytes) != source.bytes) }
    }
  }
}
