import ArgumentParser
import ScenarioBackends
import ScenarioLanguage
import ScenarioMachine
import ScenarioPlanning

struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a bundle of each scenario: scripts, image and Kubernetes manifests.",
    discussion: """
      A bundle is a folder of the scenario's name inside the output folder. It is replaced in one \
      step, or left as it was; a folder that scenarioc did not make is never touched.
      """)

  @OptionGroup var sources: Sources

  @Option(name: .shortAndLong, help: "The folder to put the bundles in.")
  var output: String

  func run() throws {
    try sources.compileEach { compilation in
      guard !compilation.results.isEmpty else { return }
      try OutputFolder.open(at: output) { folder throws(MachineError) in
        for (plan, emission) in compilation.results {
          let bundle = emit(emission)
          let outcome = try folder.write(bundle)
          print(summary(of: plan, emission, bundle, outcome), to: .output)
        }
      }
    }
  }

  /// What was made, what will happen, and what to type next.
  private func summary(
    of plan: Plan, _ emission: Emission, _ bundle: Bundle, _ outcome: OutputFolder.Outcome
  ) -> String {
    let folder = "\(output)/\(bundle.name)"
    let made =
      switch outcome {
      case .created: "made     \(folder), \(bundle.artifacts.count) files"
      case .replaced: "replaced \(folder), \(bundle.artifacts.count) files"
      case .unchanged: "current  \(folder), \(bundle.artifacts.count) files"
      }
    let image = emission.image.text
    let build = "docker build -t \(image) \(shellWord(folder))"
    let apply = "kubectl apply -k \(shellWord(folder + "/kubernetes"))"
    return """
      \(made)
      happens  \(plan.summary)
      next     \(build) && \(apply)
      """
  }
}
