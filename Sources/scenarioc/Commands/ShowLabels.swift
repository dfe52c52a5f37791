import ArgumentParser
import ScenarioBackends
import ScenarioLanguage
import ScenarioMachine
import ScenarioPlanning
import ScenarioSyntax

struct ShowLabels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "labels", _superCommandName: Scenarioc.name,
    abstract: "Writes ground truth: which phase a leak is in, and when.",
    discussion: """
      From a scenario, the labels are those planned; from the folder of a run, those observed. A \
      format of one file goes to standard output; any goes into a folder with --output. \
      docs/labels.md describes them.
      """)

  @Argument(
    help: "A scenario, `-` for standard input, a folder of scenarios, or the folder of a run.")
  var source: String

  @Option(help: "The form of the labels.")
  var format = LabelFormat.all[0]

  @OptionGroup var stretch: Stretch

  @Option(help: "From one point of a mask to the next.", transform: Stretch.span)
  var step = TimeSpan.seconds(10)

  @Option(name: .shortAndLong, help: "The folder to put a folder of labels in.")
  var output: String?

  func validate() throws {
    guard step > .zero else { throw ValidationError("a mask needs a step of more than nothing") }
    if format.isFolder, output == nil {
      throw ValidationError("\(format.name) has several files: say where with --output")
    }
  }

  private static let mostPoints = 5_000_000

  func run() throws {
    do {
      if let events = try readRunEvents(source) {
        guard let labels = Labels(observed: events) else {
          print("error: \(source)/events.jsonl tells of no run", to: .error)
          throw Exit.problems
        }
        return try write([labels])
      }
    } catch let error as MachineError {
      print("error: \(error)", to: .error)
      throw Exit.machine
    }
    var labels: [Labels] = []
    let stretch = stretch
    let tally = Sources.of([source]).compileEach(
      avoiding: output == nil ? nil : .sameFolder
    ) { compilation in
      compilation.plans.map { Labels(planned: stretch.timeline(of: $0)) }
    } deliver: { compilation, planned, _ in
      if compilation.exit == .clean { labels += planned }
    }
    try write(labels)
    try tally.end()
  }

  private func write(_ all: [Labels]) throws {
    guard all.allSatisfy({ $0.length / step.milliseconds <= Self.mostPoints }) else {
      let most = "a mask has at most \(Self.mostPoints) points"
      print("error: \(most): make the step longer, or the time shorter", to: .error)
      throw Exit.usage
    }
    guard let output else {
      for labels in all {
        for artifact in format.artifacts(of: labels, step: step) {
          try deliver(artifact.bytes)
        }
      }
      return
    }
    let name = source.split(separator: "/").last.map(String.init) ?? source
    try OutputFolder.open(at: output) { folder throws(MachineError) in
      for labels in all {
        let bundle = format.bundle(of: labels, step: step, source: name)
        _ = try folder.write(bundle)
        print("made     \(output)/\(bundle.name), \(bundle.artifacts.count) files", to: .output)
      }
    }
  }
}

extension LabelFormat: ExpressibleByArgument {
  package init?(argument: String) {
    guard let format = LabelFormat.all.first(where: { $0.name == argument }) else { return nil }
    self = format
  }

  package static var allValueStrings: [String] { LabelFormat.all.map(\.name) }
  package var defaultValueDescription: String { name }
}
