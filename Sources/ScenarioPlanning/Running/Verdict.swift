package import ScenarioLanguage

/// What became of what the author expects.
package enum Verdict: Hashable, Sendable {
  case holds
  /// With the first thing that went otherwise.
  case fails(String)
  /// No run came to its end.
  case undecided

  /// Nil where the scenario expects nothing.
  package init?(on expectation: Expectation?, _ comparison: Comparison) {
    guard let expectation else { return nil }
    var isJudged = false
    for (index, run) in comparison.runs.enumerated() {
      if let objection = expectation.objection(to: run.ending) {
        let name = comparison.runs.count > 1 ? "run \(index + 1)" : "it"
        self = .fails("\(name) \(objection)")
        return
      }
      if run.ending.isDecisive { isJudged = true }
    }
    self = isJudged ? .holds : .undecided
  }
}

extension Comparison.Ending {
  /// Whether it came of the ramp and the limit, and not of what cut the run short.
  fileprivate var isDecisive: Bool {
    switch self {
    case .killed, .completed, .broken: true
    case .replaced, .stopped, .unfinished: false
    }
  }
}

extension Expectation {
  /// What shall become of each run, in the words that the verdict takes up.
  package var text: String {
    switch self {
    case .survival: "each run survives"
    case .oom(let earliest?, let latest):
      "each run is killed between \(earliest.value.text) and \(latest.value.text)"
    case .oom(nil, let latest): "each run is killed within \(latest.value.text)"
    }
  }

  /// What speaks against it; nil where it held.
  fileprivate func objection(to ending: Comparison.Ending) -> String? {
    switch (self, ending) {
    case (.survival, .completed), (.survival, .replaced), (_, .stopped), (_, .unfinished):
      return nil
    case (.oom(let earliest, let latest), .killed(let time)):
      if time > latest.value.seconds { return "was killed late, after \(seconds(time))" }
      if let earliest, time < earliest.value.seconds {
        return "was killed early, after \(seconds(time))"
      }
      return nil
    case (.survival, .killed(let time)): return "was killed after \(seconds(time))"
    case (.oom(_, let latest), .replaced(let time)):
      return time > latest.value.seconds ? "was still alive after \(seconds(time))" : nil
    case (.oom, .completed(let time)): return "survived its \(seconds(time))"
    case (_, .broken(let time)): return "broke off after \(seconds(time))"
    }
  }
}

private func seconds(_ time: Double) -> String { "\(decimal(time, places: 2)) s" }
