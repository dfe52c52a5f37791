import ScenarioSyntax
import Testing

/// How fixes are applied, whatever they mend: here, letters.
@Suite struct MendingTests {
  @Test func allFixesAreApplied() {
    #expect(mended("axbxc") { fix(each: "x", in: $0, with: "y") } == "aybyc")
  }

  @Test func whatAFixRevealsIsMendedToo() {
    #expect(
      mended("x") { source in
        fix(each: "x", in: source, with: "y") + fix(each: "y", in: source, with: "z")
      } == "z")
  }

  @Test func ofOverlappingFixesTheFirstIsApplied() {
    #expect(
      mended("ab") { source in
        fix(each: "ab", in: source, with: "c") + fix(each: "b", in: source, with: "d")
      } == "c")
    #expect(
      mended("a") { source in
        source.bytes.count > 2
          ? [] : ["1", "2"].map { problem(.insert($0, at: .at(1))) }
      } == "a11")
  }

  @Test func fixesThatDoHarmAreNot() {
    let text = "xaxbxaxbxax"
    let result = mended(text) { source in
      let harm = source.bytes.count { $0 == UInt8(ascii: "!") } * 2
      return fix(each: "a", in: source, with: "!") + fix(each: "b", in: source, with: "c")
        + Array(repeating: problem(nil), count: harm)
    }
    #expect(result == text.replacing("b", with: "c"))
  }

  @Test func fixesThatUndoEachOtherMendNothing() {
    #expect(
      mended("a") { source in
        fix(each: "a", in: source, with: "b") + fix(each: "b", in: source, with: "a")
      } == "a")
  }

  @Test func aFixWithoutEndMendsNothing() {
    #expect(mended("a") { source in [problem(.insert("a", at: .at(source.bytes.count)))] } == "a")
  }

  @Test func whatIsWrongBeyondMeasureIsLeftAlone() {
    let (most, tooMany) = (letters(Diagnostics.most), letters(Diagnostics.most + 1))
    #expect(mended(most, diagnose: each) == most.replacing("x", with: "y"))
    #expect(mended(tooMany, diagnose: each) == tooMany)
  }

  private func letters(_ count: Int) -> String { String(repeating: "x", count: count) }

  private func each(in source: SourceText) -> [Diagnostic] {
    var diagnostics = Diagnostics()
    for problem in fix(each: "x", in: source, with: "y") { diagnostics.add(problem) }
    return diagnostics.all
  }

  private func mended(_ text: String, diagnose: (SourceText) -> [Diagnostic]) -> String {
    let mended = mend(SourceText(name: "letters", text: text), diagnose: diagnose)
    #expect(mend(mended, diagnose: diagnose).bytes == mended.bytes, "once more changes nothing")
    return mended[Span(0, mended.bytes.count)]
  }

  private func fix(each letters: String, in source: SourceText, with text: String) -> [Diagnostic] {
    let count = letters.utf8.count
    guard source.bytes.count >= count else { return [] }
    return (0...source.bytes.count - count).map { Span($0, $0 + count) }
      .filter { source[$0] == letters }.map { problem(.replace($0, with: text)) }
  }

  private func problem(_ fix: Fix?) -> Diagnostic {
    let example = DiagnosticKind.Example(wrong: "", mended: "")
    let kind = DiagnosticKind("wrong-letter", explanation: "", example: example)
    return Diagnostic(kind, "wrong", at: .at(0), label: "wrong", fix: fix)
  }
}
