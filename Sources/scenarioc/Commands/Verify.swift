import ArgumentParser
import ScenarioDocuments
import ScenarioMachine

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", _superCommandName: Scenarioc.name,
    abstract: "Tells which files of bundles are not as they were made.",
    discussion: """
      By the digests in bundle.json and SHA256SUMS: a file may be changed, missing or foreign, and a \
      bundle stale, which the files of its fleet do not name. Ends with 1 where there is any.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Argument(help: "Bundles, or folders of bundles.", completion: .directory)
  var folders: [String]

  @Option(
    help: ArgumentHelp(
      "How to tell it.",
      valueName: Format.allCases.map(\.rawValue).joined(separator: "|")))
  var format = Format.text

  func run() throws {
    var exit = Exit.clean
    var verified: [Document] = []
    for folder in folders {
      let end = Exit.of { () throws(MachineError) in
        let verification = try verify(folder)
        if !verification.differences.isEmpty { exit = max(exit, .problems) }
        switch format {
        case .text: print(text(of: verification, folder), to: .output)
        case .json: verified.append(document(of: verification, folder))
        }
      }
      exit = max(exit, end)
    }
    if format == .json {
      var bytes: [UInt8] = []
      Document.list(verified).writeJSON(to: &bytes)
      print(bytes, to: .output)
    }
    try exit.end()
  }

  private func text(of verification: Verification, _ folder: String) -> String {
    let bundles = verification.bundleCount == 1 ? "1 bundle" : "\(verification.bundleCount) bundles"
    return verification.differences.isEmpty
      ? "whole    \(folder), \(bundles)"
      : verification.differences.map(\.line).joined(separator: "\n")
  }

  private func document(of verification: Verification, _ folder: String) -> Document {
    [
      "folder": .string(folder),
      "bundleCount": .integer(verification.bundleCount),
      "differences": .list(
        verification.differences.map {
          ["path": .string($0.path), "kind": .string($0.kind.rawValue)]
        }),
    ]
  }
}
