import ScenarioLanguage
import ScenarioPlanning
import ScenarioSyntax
import Testing

/// Not that of the testing library.
typealias Expectation = ScenarioLanguage.Expectation

/// The judgement of a run, from records made up for it.
@Suite struct ComparisonTests {
  /// 64 to 640 MiB in 60 s: the limit of 512 MiB is crossed after 46.667 s.
  private func leak() throws -> Plan {
    plan(try Scenario.sample(ramp: "linear from 64Mi to 640Mi over 60s"))
  }

  /// A container from second 1, a run from second 2 that ends at `end`; the level is the planned
  /// one, and so much more.
  private func record(
    of plan: Plan, ending: [RunEvent], at end: Double, excess: Int = 0
  ) -> RunRecord {
    let machine = RunMachine(
      kernel: "6.1", processors: 2, memory: 8 << 30, cgroupVersion: 2, stressor: "stress-ng 0.19")
    var record = RunRecord(unixStart: 1_768_435_200, machine: machine)
    record.events = [RunEvent(.containerStart, at: 1), RunEvent(.start, at: 2)] + ending
    record.samples = (0..<Int((end + 1) * 10)).map { tenth in
      let seconds = Double(tenth) / 10
      let isLeaking = seconds >= 2 && seconds < end
      let level = plan.scenario.curve.level(at: TimeSpan(seconds: seconds - 2)).bytes + excess
      return RunSample(
        seconds: seconds, usage: 0, level: isLeaking ? level : 0,
        state: isLeaking ? .leaking : .idle)
    }
    record.length = end + 1
    return record
  }

  @Test func aRunAsPlannedHasNoError() throws {
    let plan = try leak()
    let record = record(of: plan, ending: [RunEvent(.kill, at: 48.667)], at: 48.667)
    let run = try #require(Comparison(of: record, with: plan).runs.first)
    #expect(run.levelError?.mean == 0)
    #expect(run.levelError?.largest == 0)
    guard case .killed(let time) = run.ending else { Issue.record("\(run.ending)"); return }
    #expect(abs(time - 46.667) < 0.001)
  }

  @Test func theErrorOfTheLevelIsAFractionOfThePeak() throws {
    let plan = try leak()
    let record = record(
      of: plan, ending: [RunEvent(.kill, at: 48.667)], at: 48.667, excess: 32 << 20)
    let error = try #require(Comparison(of: record, with: plan).runs.first?.levelError)
    #expect(abs(error.mean - 0.05) < 1e-9)
    #expect(abs(error.largest - 0.05) < 1e-9)
    // Ten a second for 46.67 s, less the half second that the first 64 MiB may take.
    #expect(error.sampleCount == 462)
  }

  @Test func aJumpIsGivenTimeToFill() throws {
    let curve = try Scenario.sample(
      ramp: "jump to 200Mi\n hold for 10s\n jump to 100Mi\n hold for 10s"
    ).curve
    let settling = curve.settlingTimes
    #expect(settling.map(\.lowerBound) == [-0.02, 9.98])
    #expect(settling.map { ($0.upperBound * 100).rounded() } == [113, 1008])
  }

  @Test(arguments: [
    ([RunEvent(.end, at: 62, details: #""reason":"completed""#)], "completed after 60.00 s"),
    ([RunEvent(.end, at: 12, details: #""reason":"terminated""#)], "broke off after 10.00 s"),
    ([RunEvent(.containerEnd, at: 12, status: 143)], "broke off after 10.00 s"),
    (
      [RunEvent(.containerEnd, at: 12, status: 143, stopCause: .replaced)],
      "replaced by the next tick after 10.00 s"
    ),
    (
      [RunEvent(.containerEnd, at: 3, status: 143, stopCause: .jobFailed)],
      "stopped after 1.00 s, for its Job has failed"
    ),
    ([RunEvent(.kill, at: 48.7), RunEvent(.oom, at: 48.8)], "killed after 46.70 s"),
    ([], "did not come to its end"),
  ])
  func eachEndIsTold(_ events: [RunEvent], _ text: String) throws {
    let plan = try leak()
    let record = record(of: plan, ending: events, at: events.first?.seconds ?? 20)
    let summary = RunReport(of: record, with: plan, speed: 1).summary
    #expect(summary.hasPrefix("run 1      \(text)"), "\(summary)")
  }

  @Test func aRestartIsMeasuredFromTheEndOfTheContainer() throws {
    let plan = try leak()
    let events = [
      RunEvent(.kill, at: 48), RunEvent(.containerEnd, at: 49, status: 137, restartDelay: 10),
      RunEvent(.containerStart, at: 59.25), RunEvent(.start, at: 60),
    ]
    let comparison = Comparison(
      of: record(of: plan, ending: events, at: 48), with: plan)
    #expect(comparison.restarts.map(\.planned) == [10])
    #expect(comparison.restarts.map(\.measured) == [10.25])
    #expect(comparison.runs.count == 2)
  }

  @Test(arguments: [
    (Expectation.survival, [], Verdict.undecided),
    (.survival, [RunEvent(.kill, at: 48)], .fails("it was killed after 46.00 s")),
    (.survival, [RunEvent(.end, at: 62, details: #""reason":"completed""#)], .holds),
    (oom(46), [RunEvent(.kill, at: 48)], .holds),
    (oom(45), [RunEvent(.kill, at: 48)], .fails("it was killed late, after 46.00 s")),
    (oom(60, from: 50), [RunEvent(.kill, at: 48)], .fails("it was killed early, after 46.00 s")),
    (
      oom(60), [RunEvent(.end, at: 62, details: #""reason":"completed""#)],
      .fails("it survived its 60.00 s")
    ),
    (.survival, [RunEvent(.containerEnd, at: 3, status: 143, stopCause: .jobFailed)], .undecided),
    (oom(60), [RunEvent(.containerEnd, at: 12, status: 143, stopCause: .replaced)], .undecided),
    (
      oom(60), [RunEvent(.containerEnd, at: 65, status: 143, stopCause: .replaced)],
      .fails("it was still alive after 63.00 s")
    ),
    (
      oom(60), [RunEvent(.containerEnd, at: 12, status: 1)],
      .fails("it broke off after 10.00 s")
    ),
  ])
  func theVerdict(_ expectation: Expectation, _ events: [RunEvent], _ verdict: Verdict) throws {
    let plan = try leak()
    let record = record(of: plan, ending: events, at: events.first?.seconds ?? 20)
    #expect(Verdict(on: expectation, Comparison(of: record, with: plan)) == verdict)
  }

  @Test func aFasterRunSaysSoEverywhere() throws {
    let scenario = try Scenario.sample(ramp: "linear from 64Mi to 640Mi over 60s")
    let faster = plan(scenario.accelerated(by: 10))
    #expect(faster.end == TimeSpan(milliseconds: 4667))
    let report = RunReport(
      of: record(of: faster, ending: [], at: 4), with: faster, speed: 10)
    #expect(report.summary.hasSuffix("10 times as fast as it is written"))
    for file in report.files { #expect(file.text.contains("10"), "\(file.name)") }
    #expect(report.files.first?.text.contains("leaking,10\n") == true)
  }

  @Test func numbersAreRoundedAsByPrintf() {
    #expect(decimal(1.005, places: 1) == "1.0")
    #expect(decimal(0.06, places: 2) == "0.06")
    #expect(decimal(-0.004, places: 2) == "0.00")
    #expect(decimal(1_768_435_200.25, places: 3) == "1768435200.250")
    #expect(difference(-1.5, places: 1) == "-1.5")
    #expect(difference(0, places: 1) == "+0.0")
  }
}

private func oom(_ latest: Int, from earliest: Int? = nil) -> Expectation {
  let nowhere = Span.at(0)
  return .oom(
    earliest: earliest.map { Located(.seconds($0), at: nowhere) },
    latest: Located(.seconds(latest), at: nowhere))
}
