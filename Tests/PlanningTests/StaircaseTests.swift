import Foundation
import ScenarioLanguage
import ScenarioPlanning
import TestSupport
import Testing

@Suite struct StaircaseTests {
  @Test func theCanonicalLeakIsAlignedToItsLimit() throws {
    let plan = plan(try .sample(ramp: "linear from 64Mi to 640Mi over 10m"))
    #expect(plan.outcome == .oomKill(at: TimeSpan(milliseconds: 466_667)))
    let height = ByteCount(bytes: 4352 << 10)
    #expect(plan.staircase.height == height)
    let fatal = try #require(plan.staircase.steps.first { $0.level > .mebibytes(512) })
    let level = ByteCount(bytes: (512 << 20) + height.bytes / 2)
    #expect(fatal == .init(time: TimeSpan(milliseconds: 466_667), level: level))
    // 448Mi are 105 steps and a part of one, up to the limit.
    let rising = plan.staircase.steps.prefix { $0.level < .mebibytes(512) }
    #expect(rising.count == 106)
  }

  @Test(arguments: [
    ("512Mi", "linear from 64Mi to 640Mi over 10m"), ("512Mi", "linear from 64Mi to 640Mi over 2s"),
    ("16Gi", "linear from 0Mi to 20Gi over 1h"), ("100Mi", "linear from 3Mi to 97Mi over 5m"),
    ("512Mi", "jump to 400Mi\n hold for 1m\n linear to 100Mi over 1m\n linear to 200% over 3m"),
    ("1Ti", "linear from 0Mi to 1100Gi over 1d"), ("17Mi", "linear from 1Mi to 18Mi over 9s"),
    ("512Mi", "exponential from 16Mi to 1Gi over 12m"),
    ("512Mi", "exponential from 900Mi to 3Mi over 40s"),
    ("512Mi", "jump to 64Mi\n hold for 5m\n steps to 640Mi by 64Mi every 5m"),
    ("512Mi", "jump to 640Mi\n steps to 1Mi by 100Mi every 1s"),
    ("1Gi", "jump to 128Mi\n linear to 1152Mi at 4Mi/m\n release to 25% over 90s"),
    (
      "512Mi",
      "jump to 64Mi\n repeat 3 {\n hold for 1m\n repeat 4 {\n jump to 440Mi\n hold for 1s\n"
        + " release to 64Mi over 7s\n exponential to 600Mi over 9s\n }\n }"
    ),
  ])
  func stepsFollowTheCurve(_ limit: String, _ ramp: String) throws {
    let scenario = try Scenario.sample(limit: limit, ramp: ramp)
    let staircase = plan(scenario).staircase
    let steps = staircase.steps
    #expect(steps.first?.time == .zero)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.time < $1.time })
    #expect(steps.count <= 162 * scenario.curve.segments.count)
    // A step is at most half of what it covers from the curve, and never on the other side of the
    // limit.
    for instant in stride(from: 0, to: scenario.curve.end.milliseconds, by: 97) {
      let time = TimeSpan(milliseconds: instant)
      let wanted = scenario.curve.level(at: time)
      let index = try #require(steps.lastIndex { $0.time <= time })
      let level = steps[index].level
      let end = index + 1 < steps.count ? steps[index + 1].time : scenario.curve.end
      let turns = scenario.curve.segments.map(\.start)
        .filter { steps[index].time < $0 && $0 < end }
      let levels = ([steps[index].time, TimeSpan(milliseconds: end.milliseconds - 1)] + turns).map {
        scenario.curve.level(at: $0).bytes
      }
      let covered = try #require(levels.max()) - #require(levels.min())
      #expect(abs(level.bytes - wanted.bytes) <= covered / 2 + tolerance(scenario) * 2)
      let limit = scenario.memory.limit.value
      if abs(wanted.bytes - limit.bytes) > tolerance(scenario) {
        #expect((level > limit) == (wanted > limit))
      }
    }
  }

  @Test func aJumpIsMadeInPartsForTheFallsAfterIt() throws {
    let plan = plan(
      try .sample(
        ramp: """
          jump to 64Mi
          hold for 1s
          jump to 400Mi
          hold for 1s
          release to 100Mi over 30s
          """))
    let steps = plan.staircase.steps
    let jump = try #require(steps.firstIndex { $0.level == .mebibytes(400) })
    let parts = steps[jump].parts
    #expect((8..<16).contains(parts.count))
    #expect(parts.allSatisfy { part in steps[jump...].contains { $0.level == part } })
    let levels = [.mebibytes(64)] + parts
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1.bytes - $0.bytes >= 21 << 20 })
    #expect(steps.indices.allSatisfy { $0 == jump || steps[$0].parts.isEmpty })
    // Of the top, less than a part is left.
    #expect(plan.instances < 4)
    #expect(plan.staircase.deepestDip < .mebibytes(2 * 21))
    #expect(plan.stepNotes.contains { $0.contains("dip") })
  }

  /// Levels in mebibytes, of jumps a second apart.
  @Test(arguments: [
    ([400, 100], [100]), ([400, 300, 350, 100], [100, 300]), ([50, 400, 100, 20], [20, 100]),
    ([400, 396, 8], [396]), ([100, 200, 100, 300], []),
    // What comes after the kill has no part in it.
    ([400, 600, 100], []),
  ])
  func onlyWhatIsWorthAnInstanceIsAPart(_ levels: [Int], _ parts: [Int]) throws {
    let ramp = levels.map { "jump to \($0)Mi\nhold for 1s" }.joined(separator: "\n")
    let plan = plan(try .sample(ramp: ramp))
    let steps = plan.staircase.steps
    #expect(steps.flatMap(\.parts) == parts.map(ByteCount.mebibytes))
    #expect(plan.stepNotes.isEmpty, "what is left is small, or ends with the falls")
  }

  /// A step has the time that stress-ng needs before the next one begins.
  @Test(arguments: [
    "linear from 64Mi to 640Mi over 2s", "linear from 64Mi to 640Mi over 40s",
    "exponential from 16Mi to 1Gi over 30s",
  ])
  func stepsHaveTimeToSettle(_ ramp: String) throws {
    let staircase = plan(try .sample(ramp: ramp)).staircase
    let steps = staircase.steps.filter { $0.level < .mebibytes(512) }
    for (step, next) in zip(steps, steps.dropFirst()) {
      let time = next.time.milliseconds - step.time.milliseconds
      #expect(time >= Staircase.shortestRise.milliseconds, "\(step)")
    }
    #expect(steps.count > 1)
  }

  @Test(arguments: [
    ("512Mi", "linear from 64Mi to 640Mi over 10m", []),
    ("512Mi", "jump to 64Mi\n steps to 640Mi by 64Mi every 1m", []),
    ("2Gi", "linear from 0Mi to 1280Mi over 10m", ["steps of 8 MiB rather than 4.25 MiB"]),
    (
      "512Mi", "jump to 256Mi\n hold for 1m\n linear to 640Mi over 4s",
      ["steps of up to 13.75 MiB, at 1m"]
    ),
  ])
  func whyStepsAreHighIsTold(_ limit: String, _ ramp: String, _ begins: [String]) throws {
    let notes = plan(try .sample(limit: limit, ramp: ramp)).stepNotes
    #expect(notes.count == begins.count, "\(notes)")
    #expect(zip(notes, begins).allSatisfy { $0.hasPrefix($1) }, "\(notes)")
  }

  /// A hold is held exactly, and a jump is one step.
  @Test func plateausAreExact() throws {
    let scenario = try Scenario.sample(
      ramp: """
        jump to 65Mi
        hold for 5m
        steps to 129Mi by 32Mi every 1m
        jump to 3Mi
        hold for 1s
        """)
    let steps = plan(scenario).staircase.steps
    #expect(steps.map(\.level) == [65, 97, 129, 3].map(ByteCount.mebibytes))
    #expect(steps.map(\.time) == [0, 5, 6, 7].map(TimeSpan.minutes))
  }

  /// What a curve moves in the millisecond to which times are rounded, where it is steepest.
  private func tolerance(_ scenario: Scenario) -> Int {
    scenario.curve.segments.map { segment in
      let height = abs(segment.to.bytes - segment.from.bytes)
      let linear = height / max(segment.duration.milliseconds, 1) + 1
      guard segment.course == .exponential else { return linear }
      let top = Double(max(segment.from, segment.to).bytes)
      let factor = top / Double(min(segment.from, segment.to).bytes)
      return Int(top * log(factor) / Double(segment.duration.milliseconds)) + 1
    }.max() ?? 0
  }
}
