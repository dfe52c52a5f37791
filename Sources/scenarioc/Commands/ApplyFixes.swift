import ArgumentParser
import ScenarioMachine
import ScenarioReports
import ScenarioSyntax

struct ApplyFixes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix", abstract: "Mends scenarios where there is one obvious mend.",
    discussion: """
      Files are rewritten in place, each in one step; standard input is mended to standard output. \
      What is left to mend by hand is told as `check` tells it.
      """)

  @OptionGroup var sources: Sources

  @Flag(help: "Write nothing; show what would change as a unified diff.")
  var diff = false

  func run() throws {
    var report = TextReport(colored: Stream.error.isColored)
    try sources.forEach { input throws(MachineError) in
      let mended = mend(input.source) { Compilation(of: $0).diagnostics }
      try deliver(mended, for: input)
      let compilation = Compilation(of: mended)
      report.show(compilation)
      return compilation.exit
    }.end()
  }

  private func deliver(_ mended: SourceText, for input: Input) throws(MachineError) {
    if diff {
      try writeOutput(unifiedDiff(from: input.source, to: mended))
    } else if input.path == "-" {
      try writeOutput(mended.bytes)
    } else if mended.bytes != input.source.bytes {
      try rewrite(input.path, with: mended.bytes)
      print("fixed    \(input.path)", to: .output)
    }
  }
}
