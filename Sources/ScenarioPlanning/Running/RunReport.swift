import ScenarioLanguage

/// What a run on a real machine says of its plan.
package struct RunReport: Sendable {
  let record: RunRecord
  let plan: Plan
  let comparison: Comparison
  /// Nil where the scenario expects nothing.
  package let verdict: Verdict?
  /// How many times as fast as its scenario the plan ran.
  let speed: Int

  package init(of record: RunRecord, with plan: Plan, speed: Int) {
    self.record = record
    self.plan = plan
    self.speed = speed
    comparison = Comparison(of: record, with: plan)
    verdict = Verdict(on: plan.scenario.expectation?.value, comparison)
  }

  package var isAsExpected: Bool { verdict == nil || verdict == .holds }

  /// Each run, each restart and the verdict, a line each.
  package var summary: String {
    lines.map { title, text in
      title + String(repeating: " ", count: max(11 - title.count, 1)) + text
    }.joined(separator: "\n")
  }

  /// What the container had not that its pod would have.
  var missing: String? {
    guard !record.isCPULimited, let limit = plan.scenario.cpu.limit?.value else { return nil }
    return "the limit of \(limit.text) was not set: no cpu controller is delegated to you"
  }

  /// The run folder.
  package var files: [(name: String, text: String)] {
    let files = RunFiles(of: record, with: plan, speed: speed)
    return [
      ("samples.csv", files.samples), ("events.jsonl", files.events), ("report.html", page),
    ]
  }

  var lines: [(title: String, text: String)] {
    var lines = comparison.runs.enumerated().map { ("run \($0 + 1)", describe($1)) }
    lines += comparison.restarts.map { ("restarted", describe($0)) }
    if let expectation = plan.scenario.expectation?.value, let verdict {
      lines.append(("verdict", "\(expectation.text): \(verdict.text)"))
    }
    if let missing { lines.append(("processor", missing)) }
    if let signal = record.interruption { lines.append(("ended", "early, by signal \(signal)")) }
    if speed > 1 { lines.append(("speed", "the ramp ran \(speed) times as fast as it is written")) }
    return lines
  }
}

extension RunReport {
  private func describe(_ run: Comparison.Run) -> String {
    let level = run.levelError.map {
      "; level off by \(percent($0.mean)) of the peak on average, "
        + "\(percent($0.largest)) at the most (after \(seconds($0.largestAt)))"
    }
    return describe(run.ending) + (level ?? "")
  }

  private func describe(_ ending: Comparison.Ending) -> String {
    switch (ending, plan.outcome) {
    case (.killed(let time), .oomKill(let planned)):
      "killed after \(against(time, planned: planned.seconds))"
    case (.killed(let time), .survival):
      "killed after \(seconds(time)), though the plan is to survive"
    case (.completed(let time), .survival):
      "completed after \(against(time, planned: plan.end.seconds))"
    case (.completed(let time), .oomKill(let planned)):
      "completed after \(seconds(time)), though the plan is a kill after \(planned.text)"
    case (.replaced(let time), _): "replaced by the next tick after \(seconds(time))"
    case (.stopped(let time), _): "stopped after \(seconds(time)), for its Job has failed"
    case (.broken(let time), _): "broke off after \(seconds(time))"
    case (.unfinished, _): "did not come to its end"
    }
  }

  private func describe(_ restart: Comparison.Restart) -> String {
    "after \(against(restart.measured, planned: restart.planned))"
  }
}

extension Verdict {
  package var text: String {
    switch self {
    case .holds: "holds"
    case .fails(let reason): "fails, for \(reason)"
    case .undecided: "undecided, for no run came to its end"
    }
  }
}

private func against(_ time: Double, planned: Double) -> String {
  "\(seconds(time)) (planned \(seconds(planned)), "
    + "\(difference(time - planned, places: 2)) s)"
}

private func seconds(_ time: Double) -> String { "\(decimal(time, places: 2)) s" }

private func percent(_ fraction: Double) -> String { "\(decimal(fraction * 100, places: 2)) %" }
