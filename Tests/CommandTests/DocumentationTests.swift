import Foundation
import TestSupport
import Testing

/// What README.md and Grammar.md show is so.
@Suite struct DocumentationTests {
  @Test(arguments: ["README.md", "Grammar.md"])
  func theScenariosCompileAndAreFormatted(_ file: String) throws {
    for scenario in try Self.scenarios(in: file) {
      let check = try Scenarioc.run(["check", "-"], input: scenario)
      #expect(check.status == 0 && check.report == "", "\(check.report)")
      #expect(try Scenarioc.run(["fmt", "--check", "-"], input: scenario).status == 0)
    }
  }

  @Test func theReadmeBeginsWithAScenario() throws {
    #expect(try !Self.scenarios(in: "README.md").isEmpty)
  }

  @Test func whatTheReadmeShowsIsWhatTheProgramSays() throws {
    let scenario = try #require(try Self.scenarios(in: "README.md").first)
    let blocks = try Self.blocks(in: "README.md")
    let hour = ["--from", "2026-01-15T00:00:00Z", "--for", "1h"]
    let plan = try Scenarioc.run(["plan", "-"] + hour, input: scenario).text
    #expect(blocks.contains { $0.contains("killed after") && plan.contains($0) })
    #expect(blocks.contains { $0.hasPrefix("From 2026") && plan.contains($0) })
    try withTemporaryFolder { folder in
      let wrong = scenario.replacing("to 640Mi", with: "to 480Mi")
      try Data(wrong.utf8).write(to: folder.appending(path: "leak.scenario"))
      let check = try Scenarioc.run(["check", "leak.scenario"], in: folder)
      #expect(blocks.contains { $0.hasPrefix("error[") && check.errors.hasPrefix($0) })
    }
    let schedule = try #require(
      try Self.text(of: "README.md").firstMatch(of: /`scenarioc (schedule [^`]* --from [^`]*)`/))
    let listing = try Scenarioc.run(
      schedule.1.split(separator: " ").map(String.init), in: Project.root)
    #expect(blocks.contains(listing.text))
  }

  /// Each command stands in README.md with the words of its own help, and no other does.
  @Test func theReadmeListsTheCommands() throws {
    let help = try Scenarioc.run(["--help"]).text
    let subcommands = try #require(help.firstRange(of: "SUBCOMMANDS:\n"))
    let commands = help[subcommands.upperBound...].matches(of: /(?m)^  ([a-z]+)\b/).map {
      String($0.1)
    }
    #expect(commands.count >= 5)
    let readme = try Self.text(of: "README.md")
    let listed = readme.matches(of: /(?m)^\| `scenarioc ([a-z]+)[^|]*` \|/).map { String($0.1) }
    #expect(listed.sorted() == commands.filter { $0 != "help" }.sorted())
  }

  @Test func theReadmeListsTheScenarios() throws {
    let readme = try Self.text(of: "README.md")
    let listed = readme.matches(of: /\[[a-z-]+\]\(scenarios\/([a-z-]+)\.scenario\)/).map {
      String($0.1)
    }
    let names = try GoldenTests.scenarios().map { $0.deletingPathExtension().lastPathComponent }
    #expect(listed.sorted() == names.sorted())
  }

  /// The fenced blocks that say nothing of their language and hold whole scenarios.
  private static func scenarios(in file: String) throws -> [String] {
    try blocks(in: file).filter { $0.contains(/(?m)^ *scenario [a-z-]+ \{/) }
  }

  /// The blocks between fences that name no language. Each second fence ends one.
  private static func blocks(in file: String) throws -> [String] {
    let text = "\n" + (try text(of: file))
    let pieces = text.split(separator: "\n```", omittingEmptySubsequences: false)
    return pieces.enumerated().filter { index, piece in index % 2 == 1 && piece.hasPrefix("\n") }
      .map { $0.element.dropFirst() + "\n" }
  }

  private static func text(of file: String) throws -> String {
    try String(contentsOf: Project.root.appending(path: file), encoding: .utf8)
  }
}
