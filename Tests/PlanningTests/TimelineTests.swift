import ScenarioLanguage
import ScenarioPlanning
import ScenarioSyntax
import TestSupport
import Testing

@Suite struct TimelineTests {
  /// 3 minutes to the limit: 448 of 576 Mi in 180 of 231.43 s.
  private static let threeMinutes = "ramp { linear from 64Mi to 640Mi over 231429ms }"

  /// Of CrashLoopBackOff, the example in minutes: 3, 6, 9.2, 12.5, 16.2, 20.5, 26.2, 34.2, then
  /// every 8.
  @Test func aLeakRestartedAtOnceBacksOff() throws {
    let timeline = try timeline("schedule at start\n\(Self.threeMinutes)", for: .minutes(60))
    let tenths = timeline.kills.map { ($0.milliseconds + 3_000) / 6_000 }
    #expect(tenths == [30, 60, 92, 125, 162, 205, 262, 342, 422, 502, 582])
    // The last of them comes after the hour.
    #expect(timeline.restarts.count == 10)
  }

  @Test func aLowerCapAndTheReducedDecayRestartSooner() throws {
    let scenario = "schedule at start\n\(Self.threeMinutes)"
    let capped = try timeline(
      scenario, for: .minutes(60), backOff: RestartBackOff(longest: .seconds(15)))
    #expect(capped.backOffs.prefix(5) == [0, 10, 15, 15, 15])
    let reduced = try timeline(scenario, for: .minutes(60), backOff: .reduced)
    #expect(reduced.backOffs.prefix(9) == [0, 1, 2, 4, 8, 16, 32, 60, 60])
    let least = try timeline(
      scenario, for: .minutes(9), backOff: RestartBackOff(longest: .seconds(2)))
    #expect(least.backOffs == [0, 2, 2])
  }

  @Test func theCanonicalLeakComesBackEachHalfHour() throws {
    let timeline = try timeline(
      "schedule every 30m\nramp { linear from 64Mi to 640Mi over 10m }", for: .minutes(120))
    #expect(timeline.runs.map(\.start.planned) == [0, 30, 60, 90].map(TimeSpan.minutes))
    #expect(timeline.kills == [0, 30, 60, 90].map { .minutes($0) + kill })
    // The container of each had lived for more than 10 minutes.
    #expect(timeline.backOffs == [0, 0, 0, 0])
    #expect(timeline.missedTicks.isEmpty)
    #expect(timeline.runs.allSatisfy { !$0.isDoubtful })
    let events = timeline.events.prefix(6).map(\.kind)
    #expect(
      events == [
        .containerStart, .runStart, .crossing, .oomKill, .containerEnd, .containerRestart,
      ])
  }

  /// Killed 7m47s after a tick each 5 minutes: the tick at :05 is missed, and that at :10 runs.
  @Test func ticksAreMissedWhileARunGoesOn() throws {
    let timeline = try timeline(
      "schedule every 5m\nramp { linear from 64Mi to 640Mi over 10m }", for: .minutes(30))
    #expect(timeline.runs.map(\.start.planned) == [0, 10, 20].map(TimeSpan.minutes))
    #expect(timeline.missedTicks.map(\.tick) == [5, 15, 25].map(TimeSpan.minutes))
    #expect(timeline.missedTicks.allSatisfy { $0.reason == .running && !$0.isDoubtful })
  }

  /// Each run dies after 24 s, so the back-off grows until it swallows ticks: 0, 10, 20 s fit into
  /// a minute, and after 40 s the container is back at 4 s past one.
  @Test func ticksAreMissedWhileTheContainerIsDown() throws {
    let timeline = try timeline(
      "schedule every 1m\nramp { linear from 128Mi to 608Mi over 30s }", for: .minutes(7))
    #expect(timeline.runs.map(\.start.planned) == [0, 1, 2, 3, 5].map(TimeSpan.minutes))
    #expect(timeline.backOffs == [0, 10, 20, 40, 80])
    let missed = timeline.missedTicks
    #expect(missed.map(\.tick) == [4, 6].map(TimeSpan.minutes))
    #expect(missed.allSatisfy { $0.reason == .down })
    // Back by the plan 4 s after the minute, and late by no more than 16 s: surely missed.
    #expect(missed.allSatisfy { !$0.isDoubtful })
    // Back after 20 s at :44, but perhaps 17 s later: beyond the next tick.
    #expect(timeline.runs[3].isDoubtful)
  }

  @Test func aReplacedRunEndsAtTheNextTick() throws {
    let timeline = try timeline(
      "schedule every 5m\noverlap replace\nramp { linear from 64Mi to 640Mi over 10m }",
      for: .minutes(15))
    #expect(timeline.runs.map(\.ending) == [.replaced, .replaced, .replaced])
    #expect(timeline.runs.map(\.end.planned) == [5, 10, 15].map(TimeSpan.minutes))
    #expect(timeline.runs.allSatisfy { !$0.isDoubtful && $0.stop == nil })
    #expect(timeline.missedTicks.isEmpty)
  }

  @Test func aRunThatSurvivesLeavesTheContainerUp() throws {
    let timeline = try timeline(
      "schedule every 30m\nramp { linear from 64Mi to 480Mi over 10m }", for: .minutes(60))
    #expect(timeline.runs.map(\.ending) == [.completed, .completed])
    #expect(timeline.runs.allSatisfy { $0.stop == nil })
  }

  @Test func aCronJobThatNeverRestartsFails() throws {
    let timeline = try timeline(
      "schedule every 30m\nrestart never\nramp { linear from 64Mi to 640Mi over 10m }",
      for: .minutes(30))
    let events = timeline.events.map(\.kind)
    #expect(
      events == [.containerStart, .runStart, .crossing, .oomKill, .containerEnd, .jobFailed])
    #expect(timeline.runs[0].start.latest == .seconds(10))
  }

  /// backoffLimit 3 under OnFailure: the Job fails as soon as the third restart is counted.
  @Test func aJobIsTriedAgainWithinItsLimit() throws {
    let timeline = try timeline(
      "schedule at start\nrestart on-failure up to 2\n\(Self.threeMinutes)", for: .minutes(60))
    #expect(timeline.runs.map(\.attempt) == [1, 2, 3, 4])
    #expect(timeline.runs.map(\.ending) == [.killed, .killed, .killed, .stopped])
    #expect(timeline.runs.map(\.start.planned) == [0, 180, 370, 570].map(TimeSpan.seconds))
    #expect(timeline.events.last?.kind == .jobFailed)
  }

  @Test func eachTickOfACronJobHasABackOffOfItsOwn() throws {
    let timeline = try timeline(
      "schedule every 30m\nrestart on-failure up to 2\n\(Self.threeMinutes)", for: .minutes(60))
    #expect(timeline.backOffs == [0, 10, 20, 0, 0, 10, 20, 0])
    #expect(timeline.runs.map(\.number) == Array(1...8))
    #expect(
      timeline.runs.map(\.tick) == [
        .zero, nil, nil, nil, .minutes(30), nil, nil, nil,
      ])
  }

  /// A Job that ends 30 s after a tick begins with that one; 70 s after, it is too late.
  @Test func aCronJobMakesUpForItsLatestTick() throws {
    let timeline = try timeline(
      "schedule every 5m\nrestart never\nramp { linear from 64Mi to 480Mi over 330s }",
      for: .minutes(20))
    // The run that begins a minute after its tick ends 90 s after that at :15.
    #expect(timeline.runs.map(\.tick) == [0, 5, 10].map(TimeSpan.minutes))
    #expect(timeline.runs.map(\.start.planned) == [0, 330, 660].map(TimeSpan.seconds))
    #expect(timeline.missedTicks.map(\.tick) == [.minutes(15)])
    let longer = try self.timeline(
      "schedule every 5m\nrestart never\nramp { linear from 64Mi to 480Mi over 370s }",
      for: .minutes(20))
    #expect(longer.runs.map(\.start.planned) == [0, 10].map(TimeSpan.minutes))
    #expect(longer.missedTicks.map(\.tick) == [5, 15].map(TimeSpan.minutes))
  }

  @Test func aYearOfEveryMinuteIsCut() throws {
    let clock = ContinuousClock()
    let timeline = try timeline(
      "schedule every 1m\nramp { linear from 8Mi to 16Mi over 10s }", for: .longest)
    #expect(timeline.isCut)
    #expect(timeline.turns.count == Timeline.mostTurns)
    #expect(timeline.span == .minutes(Timeline.mostTurns))
    #expect(timeline.table.contains("ask for a shorter time"))
    #expect(clock.measure { _ = timeline.events } < .seconds(20))
  }

  /// The kill comes after 45 s; then once more, and a third try begins 10 s later and is stopped.
  @Test(arguments: [
    ("every 10m", "always", TimeSpan.minutes(24 * 60)), ("at start", "always", .minutes(24 * 60)),
    ("at start", "never", .minutes(1)), ("at start", "on-failure up to 1", .minutes(3)),
  ])
  func aJobThatComesOnceIsToldWhole(_ schedule: String, _ restart: String, _ span: TimeSpan) throws
  {
    let timeline = try timeline(
      """
      schedule \(schedule)
      restart \(restart)
      ramp { linear from 64Mi to 640Mi over 58s }
      """)
    #expect(timeline.span == span)
  }

  /// 8 steps of a slope are off by half their height at most, and by a quarter in the mean.
  @Test(arguments: ["linear", "exponential"])
  func stepsDifferByHalfTheirHeightAtMost(_ course: String) throws {
    let plan = plan(try .sample(ramp: "\(course) from 64Mi to 640Mi over 10m"))
    let deviation = Deviation(
      of: plan.staircase, from: plan.scenario.curve, until: plan.end)
    let step = Double(plan.staircase.height.bytes)
    #expect(abs(deviation.mean / step - 0.25) < 0.01)
    #expect(abs(deviation.largest / step - 0.5) < 0.01)
    // Against a sum over many instants.
    let instants = stride(from: 0, to: plan.end.milliseconds, by: 7).map {
      TimeSpan(milliseconds: $0)
    }
    let sum = instants.reduce(0.0) { sum, time in
      let level = plan.staircase.steps.last { $0.time <= time }?.level ?? .zero
      return sum + abs(Double(level.bytes - plan.scenario.curve.level(at: time).bytes))
    }
    #expect(abs(sum / Double(instants.count) / deviation.mean - 1) < 0.01)
  }

  @Test func aPlateauHasNoDeviation() throws {
    let plan = plan(try .sample(ramp: "jump to 100Mi\n hold for 1m\n jump to 50Mi\n hold for 1m"))
    let deviation = Deviation(of: plan.staircase, from: plan.scenario.curve, until: plan.end)
    #expect(deviation.mean == 0 && deviation.largest == 0)
    #expect(plan.instances == 1)
  }

  private let kill = TimeSpan(milliseconds: 466_667)

  private func timeline(
    _ lines: String, for span: TimeSpan? = nil, backOff: RestartBackOff = RestartBackOff()
  ) throws -> Timeline {
    let text = completeExample("memory { limit 512Mi }\n" + lines)
    let (tree, problems) = parse(SourceText(name: "sample", text: text))
    let meaning = check(tree, in: .fixed)
    let (scenarios, more) = (meaning.scenarios, meaning.diagnostics)
    guard let scenario = scenarios.first else {
      throw Scenario.Unsound(diagnostics: problems + more)
    }
    let plan = plan(scenario)
    let span = span ?? Timeline.usualSpan(of: plan, backOff: backOff)
    return Timeline(of: plan, from: Surroundings.fixed.now, for: span, backOff: backOff)
  }
}

extension Timeline {
  /// Of the restarts, in seconds; 0 too where none comes.
  fileprivate var backOffs: [Int] { runs.map { ($0.stop?.backOff.milliseconds ?? 0) / 1_000 } }
}
