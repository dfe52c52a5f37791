import ArgumentParser
import ScenarioBackends
import ScenarioLanguage
import ScenarioMachine
import ScenarioPlanning

struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Makes a bundle of each scenario: scripts, image and Kubernetes manifests.",
    discussion: """
      A bundle is a folder of the scenario's name inside the output folder. It is replaced in one \
      step, or left as it was; a folder that scenarioc did not make is never touched.

      With --check nothing is written: where a bundle is not what would be made now, its files \
      are named, and the command ends with 1.
      """)

  @OptionGroup var sources: Sources

  @Option(name: .shortAndLong, help: "The folder to put the bundles in.")
  var output: String

  @Flag(help: "Write nothing; tell which files are not as they would be made now.")
  var check = false

  func run() throws {
    try check ? compare() : write()
  }

  private func write() throws {
    try sources.compileEach { compilation throws(MachineError) in
      let emissions = compilation.emissions
      guard !emissions.isEmpty else { return }
      try OutputFolder.open(at: output) { folder throws(MachineError) in
        for emission in emissions {
          let bundle = emit(emission)
          let outcome = try folder.write(bundle)
          print(summary(of: emission, bundle, outcome), to: .output)
        }
      }
    }
  }

  private func compare() throws {
    var isCurrent = true
    try sources.compileEach { compilation throws(MachineError) in
      for emission in compilation.emissions {
        let differences = try differences(of: emit(emission), inFolderAt: output)
        for difference in differences {
          print("\(difference.kind.rawValue)  \(difference.path)", to: .output)
        }
        isCurrent = isCurrent && differences.isEmpty
      }
    }
    try (isCurrent ? Exit.clean : .problems).end()
  }

  /// What was made, what will happen, and what to type next.
  private func summary(
    of emission: Emission, _ bundle: Bundle, _ outcome: OutputFolder.Outcome
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
      happens  \(emission.plan.summary)
      next     \(build) && \(apply)
      """
  }
}
