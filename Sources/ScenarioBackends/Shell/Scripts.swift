import ScenarioLanguage
import ScenarioPlanning

/// The script that a run executes: the program of the repository, with the plan's values inserted
/// between its first line and the rest.
func stressScript(_ plan: Plan, _ origin: Origin) -> Artifact {
  let program = String(decoding: PackageResources.stress_script_sh, as: UTF8.self)
  let shebang = program.prefix { $0 != "\n" }
  let header = origin.header(
    plan.scenario.name, plan.scenario.about?.value ?? "one run along the ramp.")
  let rest = program.dropFirst(shebang.count)
  return Artifact(
    path: "stress_script.sh", mode: .executable,
    text: "\(shebang)\n\(header)\n\(values(of: plan).text)\(rest)")
}

/// PID 1 of the container, the same for every scenario.
let entrypoint = Artifact(
  path: "entrypoint.sh", mode: .executable, bytes: PackageResources.entrypoint_sh)

/// What the program needs to know. Its names are the interface between this and the program.
private func values(of plan: Plan) -> ShellText {
  let steps = plan.staircase.steps.map { step in
    (step.parts + [step.level]).map { "\(step.time.milliseconds) \($0.bytes)\n" }.joined()
  }.joined()
  return """
    scenario=\(plan.scenario.name.value)
    # The memory limit, in bytes.
    limit=\(plan.scenario.memory.limit.value.bytes)
    # When the run is over, in milliseconds after its start.
    end_ms=\(plan.scenario.curve.end.milliseconds)
    # What becomes of a run that finds the last one still going.
    overlap=\(plan.scenario.overlap.value.rawValue)
    # The ramp: milliseconds after the start, and the bytes to hold from then on.
    steps=\("\n" + steps)

    """
}
