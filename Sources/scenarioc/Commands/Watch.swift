import ArgumentParser
import ScenarioLanguage
import ScenarioMachine

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", _superCommandName: Scenarioc.name,
    abstract: "Checks scenarios, or builds them, again after each change.",
    discussion: """
      For a second window: it clears the terminal, tells what `check` tells, and waits for the \
      next change of a scenario. With --output it also makes the bundles that have changed, as \
      `build` does, and removes none. Ctrl-C ends it.
      """)

  @OptionGroup var sources: Sources

  @Option(name: .shortAndLong, help: "The folder to put the bundles in.")
  var output: String?

  func validate() throws {
    if sources.files.contains("-") {
      throw ValidationError("`-` cannot be watched: name files or folders")
    }
  }

  func run() {
    watchSources(sources.files, except: output) {
      clear()
      let tally = output.map(build) ?? Check.check(sources)
      print("\(wallTime)  \(tally.sentence); waiting for a change (Ctrl-C ends)", to: .error)
      return tally.used
    }
    if Stream.error.isTerminal { print("", to: .error) }
  }

  private func build(into output: String) -> Tally {
    var fleet: [BuildableScenario] = []
    var tally = Build.compile(sources, into: &fleet)
    BundleFolder(path: output, sources: sources).write(fleet, &tally)
    return tally
  }

  /// The terminal, and what has scrolled out of it, so that the first line is the first mistake.
  private func clear() {
    guard Stream.error.isSmart else { return }
    print(Array("\u{1B}[H\u{1B}[2J\u{1B}[3J".utf8), to: .error)
  }
}
