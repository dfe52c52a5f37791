import Foundation
import ScenarioLanguage
import ScenarioSyntax
import TestSupport
import Testing

/// The fixes that diagnostics carry, applied.
@Suite struct FixTests {
  @Test(arguments: try DiagnosticFixtureTests.fixtures())
  func mendingDoesNoHarm(_ file: URL) throws {
    let source = SourceText(name: "fixture", bytes: Array(try Data(contentsOf: file)))
    let mended = mend(source, diagnose: diagnostics)
    #expect(mend(mended, diagnose: diagnostics).bytes == mended.bytes)
    let (before, after) = (diagnostics(of: source), diagnostics(of: mended))
    let errors = [before, after].map { $0.count { $0.kind.severity == .error } }
    #expect(errors[1] <= errors[0])
    #expect(after.allSatisfy { !($0.fix?.isLocal ?? false) }, "what has a fix is fixed")
    if before.allSatisfy({ !($0.fix?.isLocal ?? false) }) { #expect(mended.bytes == source.bytes) }
    // What a fix reveals is another mistake.
    if before.allSatisfy({ $0.fix?.isLocal ?? false }) {
      #expect(Set(after.map(\.kind.id)).isDisjoint(with: before.map(\.kind.id)))
    }
  }

  private func diagnostics(of source: SourceText) -> [Diagnostic] {
    let (tree, problems) = parse(source)
    return (problems + check(tree, in: .fixed).diagnostics).sorted { $0.span < $1.span }
  }
}
