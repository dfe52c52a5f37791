import ScenarioLanguage
import ScenarioSyntax
import TestSupport
import Testing

/// What the explanation of a kind shows as wrong is that and nothing else, and its mend is right.
@Suite struct ExampleTests {
  @Test(arguments: DiagnosticKind.all.filter { $0.example != nil })
  func theWrongExampleHasTheProblem(_ kind: DiagnosticKind) throws {
    let example = try #require(kind.example)
    #expect(ids(of: example.wrong) == [kind.id])
  }

  @Test(arguments: DiagnosticKind.all.filter { $0.example != nil })
  func theMendedExampleHasNone(_ kind: DiagnosticKind) throws {
    let example = try #require(kind.example)
    #expect(ids(of: example.mended) == [])
  }

  @Test func onlyWhatNoTextCanShowHasNoExample() {
    let without = DiagnosticKind.all.filter { $0.example == nil }.map(\.id)
    let expected = [
      "not-utf8", "nesting-too-deep", "string-too-long", "no-zones", "sweep-too-large",
    ]
    #expect(without == expected)
  }

  @Test func idsAreUnique() {
    let ids = DiagnosticKind.all.map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  private func ids(of lines: String) -> [String] {
    let source = SourceText(name: "example", text: completeExample(lines))
    let (tree, problems) = parse(source)
    return (problems + check(tree, in: .fixed).diagnostics).map(\.kind.id)
  }
}

extension DiagnosticKind: CustomTestStringConvertible {
  public var testDescription: String { id }
}
