import Foundation
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

  /// The level is that of `from × (to ÷ from) ^ (t ÷ duration)`, and the first time that of its
  /// inverse.
  @Test func exponentialsAreOfTheirClosedForm() throws {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<500 {
      let (from, to) = (
        Int.random(in: 1...900, using: &generator), Int.random(in: 1...900, using: &generator)
      )
      let seconds = Int.random(in: 1...5_000, using: &generator)
      let curve = try Scenario.sample(
        ramp: "exponential from \(from)Mi to \(to)Mi over \(seconds)s"
      ).curve
      let time = TimeSpan(milliseconds: .random(in: 0...seconds * 1000, using: &generator))
      let factor = Double(to) / Double(from)
      let exact = Double(from) * pow(factor, Double(time.milliseconds) / Double(seconds * 1000))
      #expect(abs(Double(curve.level(at: time).bytes) - exact * 1_048_576) <= 1)
      if to > from {
        let level = Int.random(in: from..<to, using: &generator)
        let reached = Double(seconds) * 1000 * log(Double(level) / Double(from)) / log(factor)
        let first = try #require(curve.firstTime(exceeding: .mebibytes(level)))
        #expect(abs(Double(first.milliseconds) - reached) <= 0.51)
      }
    }
  }

  @Test func anExponentialDoublesInEqualTimes() throws {
    let curve = try Scenario.sample(ramp: "exponential from 16Mi to 1Gi over 12m").curve
    for doublings in 0...6 {
      #expect(curve.level(at: .minutes(2 * doublings)) == .mebibytes(16 << doublings))
    }
    #expect(curve.firstTime(exceeding: .mebibytes(512)) == .minutes(10))
  }

  /// The first step is at once, and the last as high as is left.
  @Test(arguments: [
    ("steps to 200Mi by 64Mi every 10s", [128, 192, 200]),
    ("steps to 192Mi by 64Mi every 10s", [128, 192]),
    ("steps to 20Mi by 25Mi every 10s", [39, 20]),
    ("steps to 100% by 50% every 10s", [320, 512]),
  ])
  func stepsClimbAndDescend(_ steps: String, _ levels: [Int]) throws {
    let curve = try Scenario.sample(ramp: "jump to 64Mi\n\(steps)").curve
    #expect(curve.end == .seconds(10 * levels.count))
    for (index, level) in levels.enumerated() {
      #expect(curve.level(at: .seconds(10 * index)) == .mebibytes(level))
      #expect(curve.level(at: TimeSpan(milliseconds: 10_000 * index + 9_999)) == .mebibytes(level))
    }
  }

  @Test func aRateSaysHowLongALineTakes() throws {
    let up = try Scenario.sample(ramp: "jump to 64Mi\nlinear to 640Mi at 64Mi/m").curve
    #expect(up.end == .minutes(9))
    #expect(up.firstTime(exceeding: .mebibytes(512)) == .minutes(7))
    let down = try Scenario.sample(ramp: "jump to 300Mi\nlinear to 0Mi at 7Mi/s").curve
    #expect(down.end == TimeSpan(milliseconds: 42_857))
    let slow = try Scenario.sample(ramp: "jump to 64Mi\nlinear to 70Mi at 512Ki/h").curve
    #expect(slow.end == .minutes(12 * 60))
  }

  @Test func aReleaseIsALineDown() throws {
    let released = try Scenario.sample(ramp: "jump to 400Mi\nrelease to 10% over 100s").curve
    let line = try Scenario.sample(ramp: "linear from 400Mi to 10% over 100s").curve
    for second in 0...101 {
      #expect(released.level(at: .seconds(second)) == line.level(at: .seconds(second)))
    }
  }

  /// A repetition goes on from where the last one ended.
  @Test func repetitionsNest() throws {
    let curve = try Scenario.sample(
      ramp: """
        jump to 10Mi
        repeat 3 {
            repeat 2 {
                linear to 100Mi over 10s
                release to 10Mi over 5s
            }
            hold for 30s
        }
        """
    ).curve
    #expect(curve.end == .seconds(3 * 60))
    for start in [0, 15, 60, 75, 120, 135] {
      #expect(curve.level(at: .seconds(start)) == .mebibytes(10))
      #expect(curve.level(at: .seconds(start + 5)) == .mebibytes(55))
      #expect(curve.level(at: .seconds(start + 10)) == .mebibytes(100))
    }
    #expect(curve.level(at: .seconds(150)) == .mebibytes(10))
    #expect(curve.peak.level == .mebibytes(100))
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
    let meaning = check(tree, in: .fixed)
    let (scenarios, more) = (meaning.scenarios, meaning.diagnostics)
    guard let scenario = scenarios.first else { throw Unsound(diagnostics: problems + more) }
    return scenario
  }
}
