import ArgumentParser
import ScenarioBackends
import ScenarioLanguage
import ScenarioMachine
import ScenarioPlanning
import ScenarioSyntax

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", _superCommandName: Scenarioc.name,
    abstract: "Runs a scenario on this machine, and compares what happens with the plan.",
    discussion: """
      The bundle runs as in its pod, but without a cluster: entrypoint, cron, stress-ng, in a \
      memory cgroup and namespaces of its own, restarted as the kubelet would. Ends with 0 if what \
      the scenario expects has come about, with 1 if not. Needs Linux, and root or a cgroup that \
      is delegated to you. With podman the image runs, built anew unless --image names one that is \
      there. Ctrl-C stops it, and nothing is left but that image.
      """)

  @Argument(
    help: "The scenario; `-` is standard input.", completion: .file(extensions: ["scenario"]))
  var file: String

  @Flag(help: "Start the ramp at once, and leave the schedule out.")
  var now = false

  @Option(help: "End after so many runs along the ramp (default: 1, without --for).")
  var runs: Int?

  @Option(name: .customLong("for"), help: "End after this time, such as `30m`.")
  var duration: TimeSpan?

  @Option(help: "Run the ramp so many times as fast, for a trial.")
  var speed = 1

  @Option(help: "Run the image by this engine, with what it has in it.")
  var with: Engine?

  @Option(help: "With podman: an image that is there (default: build that of the bundle).")
  var image: String?

  @Option(
    name: .shortAndLong,
    help: "A folder to make, for samples.csv, events.jsonl and report.html.")
  var output: String?

  enum Engine: String, CaseIterable, ExpressibleByArgument {
    case podman
  }

  func validate() throws {
    if let runs, runs < 1 { throw ValidationError("--runs must be 1 at least") }
    guard (1...1000).contains(speed) else {
      throw ValidationError("--speed must be from 1 to 1000")
    }
    if image != nil, with == nil { throw ValidationError("--image needs --with podman") }
  }

  func run() throws {
    guard findSources([file]).count == 1 else {
      print("error: \(oneScenario(file))", to: .error)
      throw Exit.machine
    }
    var isAsExpected = true
    let tally = Sources.of([file]).compileEach { _ in
    } deliver: {
      compilation, _, _ throws(MachineError) in
      guard let original = compilation.plans.first else { return }
      guard compilation.plans.count == 1 else { throw oneScenario(compilation.source.name) }
      let faster = plan(original.scenario.accelerated(by: speed))
      let report = try run(faster, from: compilation)
      isAsExpected = report.isAsExpected
    }
    try tally.exit.end()
    try (isAsExpected ? Exit.clean : .problems).end()
  }

  private func run(_ plan: Plan, from compilation: Compilation) throws(MachineError) -> RunReport {
    let folder = try output.map { path throws(MachineError) in try RunFolder.prepare(at: path) }
    let record = try watch(plan, Emission(plan, from: Origin(compilation.source)))
    let report = RunReport(of: record, with: plan, speed: speed)
    print(report.summary, to: .output)
    try folder?.write(report.files)
    return report
  }

  private func watch(_ plan: Plan, _ emission: Emission) throws(MachineError) -> RunRecord {
    let scenario = plan.scenario
    let image = try podmanImage(of: emission)
    var display = RunDisplay(of: plan, speed: speed)
    return try record(
      LocalRun(
        emission.container(atOnce: now), podmanImage: image, limit: scenario.memory.limit.value,
        cpu: scenario.cpu.limit?.value, restart: scenario.restart.value,
        occasion: occasion(of: scenario), runs: runs ?? (duration == nil ? 1 : nil),
        duration: duration)
    ) { display.show($0) }
  }

  /// Nil without podman.
  private func podmanImage(of emission: Emission) throws(MachineError) -> String? {
    guard with != nil else { return nil }
    if let image { return image }
    let image = emission.image.text
    try buildImage(image, of: emit(emission)) { print("podman: \($0)", to: .error) }
    return image
  }

  /// A Job starts once, and so does a Deployment, which has its cron inside.
  private func occasion(of scenario: Scenario) -> LocalRun.Occasion {
    guard scenario.workload == .cronJob, let cron = scenario.schedule.value.cron else {
      return .once
    }
    if now { return .always }
    let zone = scenario.schedule.value.zone
    let next: @Sendable (Instant) -> Instant? = { instant in
      var ticks = cron.occurrences(after: instant, in: zone)
      return ticks.next()
    }
    return .tick(after: next, scenario.overlap.value)
  }
}

extension TimeSpan: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

private func oneScenario(_ file: String) -> MachineError {
  .refused("\(file) has several scenarios, and only one can run at a time")
}
