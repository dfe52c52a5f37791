import ScenarioLanguage
import ScenarioMachine
import ScenarioSyntax
import TestSupport
import Testing

/// What the explanation of a kind shows as wrong is that and nothing else, and its mend is right.
@Suite struct ExampleTests {
  @Test(arguments: DiagnosticKind.all)
  func theWrongExampleHasTheProblem(_ kind: DiagnosticKind) {
    let ids = ids(of: kind.example.wrong, at: kind.example.place)
    if kind.id == DiagnosticKind.tooManyMistakes.id {
      #expect(ids.count == Diagnostics.most + 1 && ids.last == kind.id)
    } else {
      #expect(ids == [kind.id])
    }
  }

  @Test(arguments: DiagnosticKind.all)
  func theMendedExampleHasNone(_ kind: DiagnosticKind) {
    #expect(ids(of: Array(kind.example.mended.utf8), at: kind.example.place) == [])
  }

  @Test func idsAreUnique() {
    let ids = DiagnosticKind.all.map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  private func ids(of lines: [UInt8], at place: DiagnosticKind.Example.Place) -> [String] {
    let source = SourceText(name: "example", bytes: completeExample(lines))
    let (tree, problems) = parse(source)
    return (problems + check(tree, in: surroundings(at: place)).diagnostics).map(\.kind.id)
  }

  private func surroundings(at place: DiagnosticKind.Example.Place) -> Surroundings {
    switch place {
    case .anywhere: .fixed
    case .machineWithoutTimeZones:
      Surroundings(
        zones: ZoneDatabase(reading: []), library: .empty, now: Surroundings.fixed.now)
    }
  }
}

extension DiagnosticKind: CustomTestStringConvertible {
  public var testDescription: String { id }
}
