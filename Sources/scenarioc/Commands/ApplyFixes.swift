import ArgumentParser
import ScenarioMachine
import ScenarioReports
import ScenarioSyntax

struct ApplyFixes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix", _superCommandName: Scenarioc.name,
    abstract: "Mends scenarios where there is one obvious mend.",
    discussion: """
      Files are rewritten in place, each in one step; standard input is mended to standard output. \
      What is left to mend by hand is told as `check` tells it.
      """)

  @OptionGroup var sources: Sources

  @Flag(help: "Write nothing; show what would change as a unified diff.")
  var diff = false

  func run() throws {
    var report = TextReport(colored: Stream.error.isColored)
    let tally = sources.forEach { input in
      (input, mended(input.source))
    } deliver: { product, _, tally throws(MachineError) in
      let (input, compilation) = product
      try deliver(compilation.source, for: input, &tally)
      report.show(compilation)
      tally.add(compilation)
    }
    try tally.end()
  }

  private func mended(_ source: SourceText) -> Compilation {
    var last: Compilation?
    let mended = mend(source) { source in
      let compilation = Compilation(of: source)
      last = compilation
      return compilation.diagnostics
    }
    // Mending mostly ends with a look at what it leaves.
    if let last, last.source.bytes == mended.bytes { return last }
    return Compilation(of: mended)
  }

  private func deliver(
    _ mended: SourceText, for input: Input, _ tally: inout Tally
  ) throws(MachineError) {
    let isChanged = mended.bytes != input.source.bytes
    tally.count(diff ? "would change" : "fixed", isChanged ? 1 : 0)
    if diff {
      try scenarioc.deliver(unifiedDiff(from: input.source, to: mended))
    } else if input.path == "-" {
      try scenarioc.deliver(mended.bytes)
    } else if isChanged {
      try rewrite(input.path, with: mended.bytes)
      print("fixed    \(input.path)", to: .output)
    }
  }
}
