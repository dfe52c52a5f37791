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
      step, or left as it was; a folder that scenarioc did not make is never touched. Beside \
      several bundles lies a kustomization of all: docs/fleets.md tells of it.

      With --check nothing is written: where a bundle is not what would be made now, its files \
      are named, and the command ends with 1.
      """)

  @OptionGroup var sources: Sources

  @Option(name: .shortAndLong, help: "The folder to put the bundles in.")
  var output: String

  @Flag(help: "Write nothing; tell which files are not as they would be made now.")
  var check = false

  @Flag(help: "Remove bundles that scenarioc made and none of these scenarios asks for.")
  var prune = false

  func run() throws {
    try check ? compare() : write()
  }

  private func write() throws {
    // Opened when there is something to write: of wrong scenarios no folder is made.
    var folder: OutputFolder?
    var fleet = Fleet()
    let exit = sources.compileAll { compilation throws(MachineError) in
      for emission in compilation.emissions {
        if folder == nil { folder = try OutputFolder(at: output) }
        let bundle = emit(emission)
        guard let outcome = try folder?.write(bundle) else { continue }
        fleet.add(Fleet.Member(bundle, of: emission))
        print(summary(of: emission, bundle, outcome), to: .output)
      }
    }
    try max(exit, finish(fleet, in: folder, after: exit)).end()
  }

  private func compare() throws {
    var fleet = Fleet()
    var isCurrent = true
    func show(_ differences: [Difference]) {
      for difference in differences { print(difference.line, to: .output) }
      isCurrent = isCurrent && differences.isEmpty
    }
    let exit = sources.compileAll { compilation throws(MachineError) in
      for emission in compilation.emissions {
        let bundle = emit(emission)
        fleet.add(Fleet.Member(bundle, of: emission))
        show(try differences(of: bundle, inFolderAt: output))
      }
    }
    let end = Exit.of { () throws(MachineError) in
      guard exit == .clean else { return }
      show(try differences(of: fleet, inFolderAt: output, pruned: prune))
    }
    try max(exit, end, isCurrent ? .clean : .problems).end()
  }

  /// What was made, what will happen, and what to type next.
  private func summary(
    of emission: Emission, _ bundle: Bundle, _ outcome: OutputFolder.Outcome
  ) -> String {
    let folder = "\(output)/\(bundle.name)"
    let image = emission.image.text
    let build = "docker build -t \(image) \(shellWord(folder))"
    let apply = "kubectl apply -k \(shellWord(folder))"
    return """
      \(outcome.verb) \(folder), \(bundle.artifacts.count) files
      happens  \(emission.plan.summary)
      next     \(build) && \(apply)
      """
  }
}
