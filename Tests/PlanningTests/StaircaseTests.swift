import ScenarioLanguage
import ScenarioPlanning
import TestSupport
import Testing

@Suite struct StaircaseTests {
  @Test func theCanonicalLeakIsAlignedToItsLimit() throws {
    let plan = plan(try .sample(ramp: "linear from 64Mi to 640Mi over 10m"))
    #expect(plan.outcome == .oomKill(at: TimeSpan(milliseconds: 466_667)))
    #expect(plan.staircase.height == .mebibytes(8))
    #expect(plan.staircase.steps.count == 72)
    let fatal = try #require(plan.staircase.steps.first { $0.level > .mebibytes(512) })
    #expect(fatal == .init(time: TimeSpan(milliseconds: 466_667), level: .mebibytes(516)))
    #expect(plan.staircase.steps.first == .init(time: .zero, level: .mebibytes(68)))
  }

  @Test(arguments: [
    ("512Mi", "linear from 64Mi to 640Mi over 10m"), ("512Mi", "linear from 64Mi to 640Mi over 2s"),
    ("16Gi", "linear from 0Mi to 20Gi over 1h"), ("100Mi", "linear from 3Mi to 97Mi over 5m"),
    ("512Mi", "jump to 400Mi\n hold for 1m\n linear to 100Mi over 1m\n linear to 200% over 3m"),
    ("1Ti", "linear from 0Mi to 1100Gi over 1d"), ("17Mi", "linear from 1Mi to 18Mi over 9s"),
  ])
  func stepsFollowTheCurve(_ limit: String, _ ramp: String) throws {
    let scenario = try Scenario.sample(limit: limit, ramp: ramp)
    let staircase = plan(scenario).staircase
    let steps = staircase.steps
    #expect(steps.first?.time == .zero)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.time < $1.time })
    #expect(steps.count <= 129 * scenario.curve.segments.count)
    // A step is at most half its height from the curve, and never on the other side of the limit.
    for instant in stride(from: 0, to: scenario.curve.end.milliseconds, by: 97) {
      let time = TimeSpan(milliseconds: instant)
      let wanted = scenario.curve.level(at: time)
      let level = try #require(steps.last { $0.time <= time }).level
      #expect(abs(level.bytes - wanted.bytes) <= staircase.height.bytes / 2 + tolerance(scenario))
      let limit = scenario.memory.limit.value
      if abs(wanted.bytes - limit.bytes) > tolerance(scenario) {
        #expect((level > limit) == (wanted > limit))
      }
    }
  }

  /// What a curve moves in the millisecond to which times are rounded.
  private func tolerance(_ scenario: Scenario) -> Int {
    scenario.curve.segments.map { segment in
      abs(segment.to.bytes - segment.from.bytes) / max(segment.duration.milliseconds, 1) + 1
    }.max() ?? 0
  }
}
