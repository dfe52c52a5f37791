package import ScenarioLanguage

/// What will happen when a scenario runs: all that a backend may know.
package struct Plan: Sendable {
  package let scenario: Scenario
  package let staircase: Staircase
  package let outcome: Outcome

  /// How a run ends, if nothing else interferes.
  package enum Outcome: Hashable, Sendable {
    /// The level is about to exceed the memory limit at this time after the start of the run.
    case oomKill(at: TimeSpan)
    /// The level never exceeds the limit; the run ends by itself.
    case survival
  }

  /// When the run is over, counted from its start: at the OOM kill, else at the end of the curve.
  package var end: TimeSpan {
    switch outcome {
    case .oomKill(let time): time
    case .survival: scenario.curve.end
    }
  }
}
