import Foundation
import ScenarioDocuments
import ScenarioLanguage
import ScenarioReports
import ScenarioSyntax
import TestSupport

/// What is said of all the fixtures, and of a source with letters of every width.
func allFindings() throws -> [Findings] {
  let files = try Project.files(
    in: Project.fixtures.appending(path: "diagnostics"), extension: "scenario")
  let fixtures = try files.map {
    findings(String(decoding: try Data(contentsOf: $0), as: UTF8.self), name: $0.lastPathComponent)
  }
  return fixtures + [findings("about \"é😀\" here\n😀é wrong", name: "a folder/50% é:,\n.scenario")]
}

func findings(_ text: String, name: String = "sample") -> Findings {
  let source = SourceText(name: name, text: text)
  let (tree, problems) = parse(source)
  let meaning = check(tree, in: .fixed)
  return Findings(
    (problems + meaning.diagnostics).sorted { $0.span < $1.span }, on: source,
    using: meaning.used)
}

/// Runs a Python program on a file with these bytes, and gives what it wrote.
func python(_ program: String, on bytes: [UInt8], _ arguments: [String] = []) throws -> String {
  let output = try Tool("python3").run(["-c", program] + arguments, input: bytes)
  return output.text + output.errors
}
