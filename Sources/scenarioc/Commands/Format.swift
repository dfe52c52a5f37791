import ArgumentParser
import ScenarioMachine
import ScenarioSyntax

struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", _superCommandName: Scenarioc.name,
    abstract: "Lays scenarios out in the one style, and names those that it has changed.",
    discussion: """
      Only white space changes. A file is replaced in one step, or left alone if nothing is to \
      change; standard input is written to standard output. A file with errors is formatted as \
      far as it can be read, and `check` tells what is wrong with it.
      """)

  @OptionGroup var sources: Sources

  @Flag(help: "Write nothing, only name the files that would change; 1 if there are any.")
  var check = false

  @Flag(help: "Write nothing, only show what would change, as `diff -u` does; 1 if anything.")
  var diff = false

  func validate() throws {
    if sources.files.contains("-"), sources.files.count > 1 {
      throw ValidationError("`-` is formatted to standard output, so it must be the only file")
    }
  }

  func run() throws {
    let isWriting = !check && !diff
    let tally = sources.forEach { input throws(MachineError) in
      let formatted = format(input.source)
      let isChanged = formatted != input.source.bytes
      if isWriting, isChanged, input.path != "-" { try rewrite(input.path, with: formatted) }
      return (input, formatted, isChanged)
    } deliver: { product, _, tally throws(MachineError) in
      let (input, formatted, isChanged) = product
      tally.count(isWriting ? "changed" : "would change", isChanged ? 1 : 0)
      if isChanged, !isWriting { tally.worsen(to: .problems) }
      if diff {
        try deliver(layoutDiff(of: input.source, formatted: formatted))
      } else if isWriting, input.path == "-" {
        try deliver(formatted)
      } else if isChanged {
        print(input.source.name, to: .output)
      }
    }
    try tally.end()
  }
}
