import ScenarioLanguage

extension Plan {
  /// What will happen, in one line.
  package var summary: String {
    let limit = scenario.memory.limit.value.text
    let course =
      switch outcome {
      case .oomKill(let time):
        "exceeds \(limit) after \(time.rounded.text), and the kernel kills it"
      case .survival: "peaks at \(scenario.curve.peak.level.rounded.text) of \(limit), and survives"
      }
    return course + (verdict.map { "; \($0)" } ?? "")
  }

  /// What becomes of the scenario's expectation; nil where it has none.
  private var verdict: String? {
    switch (scenario.expectation?.value, outcome) {
    case (.oom(_, let latest), .oomKill(let time)):
      let margin = TimeSpan(milliseconds: latest.value.milliseconds - time.milliseconds)
      return "expect holds with \(margin.rounded.text) to spare"
    case (.survival, .survival): return "expect holds"
    case (.oom, .survival), (.survival, .oomKill), (nil, _): return nil
    }
  }
}
