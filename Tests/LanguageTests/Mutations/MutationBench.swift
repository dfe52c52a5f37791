import Foundation
import ScenarioSyntax
import TestSupport
import Testing

/// Every shipped scenario, and some that use the rest of the language, with each token misspelt,
/// dropped, doubled, or its unit swapped: how many the compiler catches, and how well.
///
/// `make bench-mutations` prints the table, `MUTATIONS=all` each mutation that falls short, too.
@Suite struct MutationBench {
  @Test func slipsOfTheHandAreCaughtAndMended() async throws {
    let seeds = try Self.seeds()
    let verdicts = await withTaskGroup(of: [Verdict].self) { group in
      for seed in seeds { group.addTask { Self.verdicts(on: seed) } }
      return await group.reduce(into: []) { $0 += $1 }
    }
    report(verdicts)
    let all = Tally("all", of: verdicts)
    #expect(all.total > 1_000)
    #expect(all.caughtShare >= 99)
    #expect(all.onLineShare >= 97)
    #expect(all.aloneShare >= 95)
    #expect(all.mendedShare >= 70)
  }

  private static func verdicts(on seed: SourceText) -> [Verdict] {
    let sound = Reading(of: seed)
    #expect(sound.errors.isEmpty, "\(seed.name)")
    return Mutation.all(of: seed).map { Verdict(on: $0, of: sound) }
  }

  private static func seeds() throws -> [SourceText] {
    try [Project.scenarios, Project.fixtures.appending(path: "sound")]
      .flatMap { try Project.files(in: $0, extension: "scenario") }
      .map { SourceText(name: $0.lastPathComponent, bytes: Array(try Data(contentsOf: $0))) }
  }

  private func report(_ verdicts: [Verdict]) {
    guard let wanted = ProcessInfo.processInfo.environment["MUTATIONS"] else { return }
    if wanted == "all" {
      for verdict in verdicts where !verdict.shortcomings.isEmpty { print(verdict.text) }
    }
    print(Tally.table(of: verdicts))
  }
}

extension Verdict {
  fileprivate var shortcomings: [String] {
    switch outcome {
    case .sameMeaning, .anotherScenario: []
    case .missed: ["missed"]
    case .caught:
      (isOnLine ? [] : ["another line"]) + (errors.count == 1 ? [] : ["\(errors.count) errors"])
        + (isMended ? [] : ["not mended"])
    }
  }

  fileprivate var text: String {
    let lines = LineTable(of: mutation.source)
    let number = lines.line(of: mutation.offset)
    let line = mutation.source[lines.span(ofLine: number, in: mutation.source)]
    let heard = errors.map { "\n    \($0.kind.id): \($0.message)" }.joined()
    return """
      \(shortcomings.joined(separator: ", ")) (\(mutation.subject.rawValue) \
      \(mutation.kind.rawValue)), \(mutation.source.name):\(number + 1)
      \(line)\(heard)
      """
  }
}
