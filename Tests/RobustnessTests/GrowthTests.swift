import ScenarioLanguage
import ScenarioReports
import ScenarioSyntax
import TestSupport
import Testing

/// Four times the source takes four times as long, and not sixteen times.
@Suite struct GrowthTests {
  private static let size = 2_000
  /// Twice what is due: a quadratic pass takes twice as much again.
  private static let mostTimes = 8
  /// What the clock and the caches may add.
  private static let allowance = Duration.milliseconds(20)

  @Test(arguments: LargeInput.all)
  func timeGrowsAsTheSourceDoes(_ input: LargeInput) {
    for pass in Pass.all {
      let times = [1, 4].map { times in
        let source = SourceText(name: input.name, text: input.text(ofSize: Self.size * times))
        return (0..<2).map { _ in processorTime { pass.run(source) } }.min() ?? .zero
      }
      #expect(times[1] < times[0] * Self.mostTimes + Self.allowance, "\(pass.name): \(times)")
    }
  }
}

/// A way through the compiler that starts with a source.
private struct Pass: Sendable {
  let name: String
  let run: @Sendable (SourceText) -> Void

  static let all = [
    Pass(name: "check") { _ = diagnostics(of: $0) },
    Pass(name: "reports") { source in
      let findings = Findings(diagnostics(of: source), on: source)
      var report = TextReport(colored: true)
      _ = report.text(of: findings)
      _ = concise(findings)
      _ = githubCommands(findings)
      _ = json([findings])
      _ = sarif([findings], version: "1", isComplete: true)
    },
    Pass(name: "format") { source in
      _ = layoutDiff(of: source, formatted: format(source))
    },
    Pass(name: "mend") { source in
      _ = unifiedDiff(from: source, to: mend(source, diagnose: diagnostics))
    },
  ]
}

private func diagnostics(of source: SourceText) -> [Diagnostic] {
  let (tree, problems) = parse(source)
  return (problems + check(tree, in: .fixed).diagnostics).sorted { $0.span < $1.span }
}

extension LargeInput: CustomTestStringConvertible {
  public var testDescription: String { name }
}
