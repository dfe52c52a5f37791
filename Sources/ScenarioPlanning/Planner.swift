package import ScenarioLanguage

/// What will happen when a scenario runs.
package func plan(_ scenario: Scenario) -> Plan {
  Plan(
    scenario: scenario,
    staircase: Staircase(following: scenario.curve, limit: scenario.memory.limit.value),
    outcome: scenario.crossing.map { .oomKill(at: $0) } ?? .survival)
}
