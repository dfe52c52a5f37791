import ArgumentParser
import ScenarioBackends
import ScenarioLanguage
import ScenarioReports
import ScenarioSyntax

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", _superCommandName: Scenarioc.name,
    abstract: "Tells what is wrong with scenarios, and makes nothing.",
    discussion: """
      As text it goes to standard error, at most \(TextReport.largestCount) diagnostics a file; \
      the formats for machines are complete and go to standard output. In a folder all files that \
      end in .scenario are checked, also against each other: no two may have one name in one \
      namespace.
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
    let tally =
      switch format {
      case .text: Self.check(sources)
      case .concise: stream { Array(concise($0).utf8) }
      case .github: stream { Array(githubCommands($0).utf8) }
      case .json: collect { findings, _ in json(findings) }
      case .sarif:
        collect { findings, isComplete in
          sarif(findings, version: Compiler.version, isComplete: isComplete)
        }
      }
    try tally.end(summing: format == .text)
  }

  /// Tells people what is wrong.
  static func check(_ sources: Sources) -> Tally {
    sources.compileEach(avoiding: .sameObjects) { _ in
    } deliver: { _, _, _ in
    }
  }

  /// Writes what is said of one source after the other.
  private func stream(_ write: (Findings) -> [UInt8]) -> Tally {
    sources.forEachCompiled(avoiding: .sameObjects) { _ in
    } deliver: { compilation, _, _ in
      print(write(compilation.findings), to: .output)
    }
  }

  /// Writes one document about all. Until then nothing is kept of a source that nothing is said of,
  /// but its name.
  private func collect(_ write: ([Findings], _ isComplete: Bool) -> [UInt8]) -> Tally {
    var all: [Findings] = []
    let tally = sources.forEachCompiled(avoiding: .sameObjects) { _ in
    } deliver: { compilation, _, _ in
      let findings = compilation.findings
      let isSilent = findings.diagnostics.isEmpty
      all.append(
        isSilent ? Findings([], on: SourceText(name: findings.source.name, bytes: [])) : findings)
    }
    print(write(all, tally.exit != .machine), to: .output)
    return tally
  }
}
