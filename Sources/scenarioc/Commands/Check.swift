import ArgumentParser
import ScenarioBackends
import ScenarioReports

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tells what is wrong with scenarios, and makes nothing.",
    discussion: """
      As text it goes to standard error, at most \(TextReport.largestCount) diagnostics a file; \
      the formats for machines are complete and go to standard output.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, concise, json, sarif, github
  }

  @OptionGroup var sources: Sources

  @Option(
    help: ArgumentHelp(
      "How to tell it.",
      valueName: Format.allCases.map(\.rawValue).joined(separator: "|")))
  var format = Format.text

  func run() throws {
    switch format {
    case .text: try sources.compileEach { _ in }
    case .concise: try report { findings, _ in Array(findings.map(concise).joined().utf8) }
    case .json: try report { findings, _ in json(findings) }
    case .sarif:
      try report { findings, isComplete in
        sarif(findings, version: Compiler.version, isComplete: isComplete)
      }
    case .github: try report { findings, _ in Array(findings.map(githubCommands).joined().utf8) }
    }
  }

  private func report(_ write: ([Findings], _ isComplete: Bool) -> [UInt8]) throws {
    var findings: [Findings] = []
    let exit = sources.forEach { input in
      let compilation = Compilation(of: input.source)
      findings.append(compilation.findings)
      return compilation.exit
    }
    print(write(findings, exit != .machine), to: .output)
    try exit.end()
  }
}
