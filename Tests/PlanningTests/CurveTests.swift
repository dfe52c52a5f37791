import ScenarioLanguage
import ScenarioSyntax
import TestSupport
import Testing

@Suite struct CurveTests {
  @Test func theCanonicalLeakCrossesItsLimit() throws {
    let curve = try Scenario.sample(ramp: "linear from 64Mi to 640Mi over 10m").curve
    // 448/576 of 600 s.
    #expect(curve.firstTime(exceeding: .mebibytes(512)) == TimeSpan(milliseconds: 466_667))
    #expect(curve.firstTime(exceeding: .mebibytes(640)) == nil)
    #expect(curve.end == .minutes(10))
    #expect(curve.peak.level == .mebibytes(640))
  }

  /// The level is that of the closed form, to the byte, and the first time agrees with the level.
  @Test func linesAreExact() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let (from, to) = (
        Int.random(in: 0...900, using: &generator), Int.random(in: 0...900, using: &generator)
      )
      let seconds = Int.random(in: 1...5_000, using: &generator)
      let curve = try Scenario.sample(ramp: "linear from \(from)Mi to \(to)Mi over \(seconds)s")
        .curve
      let time = TimeSpan(milliseconds: .random(in: 0...seconds * 1000, using: &generator))
      let exact =
        Double(from) + Double(to - from) * Double(time.milliseconds) / Double(seconds * 1000)
      #expect(abs(Double(curve.level(at: time).bytes) - exact * 1_048_576) <= 0.51)
      let level = curve.level(at: time)
      if to > from, let reached = curve.firstTime(exceeding: level) {
        #expect(abs(reached.milliseconds - time.milliseconds) <= 1)
      }
    }
  }

  @Test func phasesFollowEachOther() throws {
    let curve = try Scenario.sample(
      ramp: "jump to 25%\n hold for 1m\n linear to 256Mi over 30s\n jump to 600Mi\n hold for 5s"
    ).curve
    #expect(curve.level(at: .zero) == .mebibytes(128))
    #expect(curve.level(at: .seconds(59)) == .mebibytes(128))
    #expect(curve.level(at: .seconds(75)) == .mebibytes(192))
    #expect(curve.level(at: .seconds(90)) == .mebibytes(600))
    #expect(curve.firstTime(exceeding: .mebibytes(512)) == .seconds(90))
    #expect(curve.end == .seconds(95))
  }
}

extension Scenario {
  struct Unsound: Error {
    let diagnostics: [Diagnostic]
  }

  /// A scenario with a limit of 512Mi, unless said otherwise, and a ramp.
  static func sample(limit: String = "512Mi", ramp: String) throws -> Scenario {
    let lines = "memory { limit \(limit) }\nramp {\n\(ramp)\n}"
    let (tree, problems) = parse(SourceText(name: "sample", text: completeExample(lines)))
    let (scenarios, more) = check(tree, in: .fixed)
    guard let scenario = scenarios.first else { throw Unsound(diagnostics: problems + more) }
    return scenario
  }
}
