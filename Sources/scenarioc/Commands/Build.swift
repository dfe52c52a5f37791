import ArgumentParser
import ScenarioBackends
import ScenarioLanguage
import ScenarioMachine

struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", _superCommandName: Scenarioc.name,
    abstract: "Makes a bundle of each scenario: scripts, image and Kubernetes manifests.",
    discussion: """
      A bundle is a folder of the scenario's name inside the output folder. It is replaced in one \
      step, or left as it was; a folder that scenarioc did not make is never touched. Beside \
      several bundles lies a kustomization of all: docs/fleets.md tells of it.

      With --check nothing is written: where a bundle is not what would be made now, its files \
      are named, and the command ends with 1.

      In a folder all files that end in .scenario are built; a wrong one does not stop the others. \
      Two scenarios of one name would share a folder: that is an error.
      """)

  @OptionGroup var sources: Sources

  @Option(name: .shortAndLong, help: "The folder to put the bundles in.")
  var output: String

  @Flag(help: "Write nothing; tell which files are not as they would be made now.")
  var check = false

  @Flag(help: "Remove bundles that scenarioc made and none of these scenarios asks for.")
  var prune = false

  func run() throws {
    var fleet: [BuildableScenario] = []
    var tally = Self.compile(sources, into: &fleet)
    let folder = BundleFolder(path: output, sources: sources, prunes: prune)
    if check {
      folder.compare(fleet, &tally)
    } else {
      folder.write(fleet, &tally)
    }
    try tally.end()
  }

  /// Compiles all sources, and gathers the scenarios of those without errors, in their order.
  static func compile(_ sources: Sources, into fleet: inout [BuildableScenario]) -> Tally {
    sources.compileEach(avoiding: .sameFolder) {
      $0.buildable
    } deliver: { compilation, scenarios, _ in
      if compilation.exit == .clean { fleet += scenarios }
    }
  }
}
