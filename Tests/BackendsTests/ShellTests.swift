import Foundation
import TestSupport
import Testing

@testable import ScenarioBackends

@Suite struct ShellTests {
  /// `sh` and its arguments up to the program.
  static let shells = [["dash", "-c"], ["busybox", "sh", "-c"]]

  @Test(arguments: shells)
  func wordsComeBack(shell: [String]) throws {
    // One process for all: a program may not be longer than 128 KiB as one argument.
    let short = nastyStrings.filter { $0.utf8.count < 1000 }
    for batch in [short] + nastyStrings.suffix(2).map({ [$0] }) {
      let program = batch.map { ("printf '%s\\0' \($0)" as ShellText).text }.joined(separator: "\n")
      let output = try Tool(shell[0]).run(shell.dropFirst() + [program])
      #expect(output.bytes == batch.flatMap { Array("\($0)\0".utf8) }, "\(output.errors)")
    }
  }

  @Test func numbersAreBare() {
    #expect(("limit=\(5) name=\("it's")" as ShellText).text == #"limit=5 name='it'\''s'"#)
  }

  @Test func theScriptsPassTheirLinters() throws {
    for (label, plan) in variants {
      try withTemporaryFolder { folder in
        try makeBundle(plan).write(to: folder)
        for script in ["entrypoint.sh", "stress_script.sh"] {
          for command in [["shellcheck"], ["dash", "-n"], ["busybox", "sh", "-n"]] {
            let output = try Tool(command[0]).run(command.dropFirst() + [script], in: folder)
            #expect(output.status == 0, "\(label), \(command): \(output.report)")
          }
        }
      }
    }
  }

  /// Nothing is evaluated twice, no expansion is unquoted, and an error ends the script; the linter
  /// sees to the quotes, and nothing silences it.
  @Test func theScriptsAreStrict() throws {
    for (label, plan) in variants {
      let bundle = makeBundle(plan)
      for script in ["entrypoint.sh", "stress_script.sh"] {
        let text = try bundle.text(script)
        let commands = text.split(separator: "\n").filter { !$0.contains(/^ *#/) }
        // Before it, only words in quotes are assigned.
        let start = try #require(commands.firstIndex(of: "set -eu"), "\(label), \(script)")
        let header = commands[..<start].joined(separator: "\n")
        #expect(try !header.replacing(Regex("'[^']*'"), with: "").contains(Regex("[$`(;|&<>]")))
        let all = commands.joined(separator: "\n")
        #expect(!all.contains(/\beval\b|`|\bset \+/), "\(label), \(script)")
        #expect(!text.contains("shellcheck disable"), "\(label), \(script)")
        let lint = try Tool("shellcheck").run(
          ["--enable=quote-safe-variables", "-"], input: Array(text.utf8))
        #expect(lint.status == 0, "\(label), \(script): \(lint.report)")
      }
    }
  }

  @Test(arguments: nastyStrings)
  func theHeaderOfTheScriptSaysThePlan(about: String) throws {
    let script = try makeBundle(makePlan(about: about)).text("stress_script.sh")
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "#!/bin/sh")
    let comments = lines.dropFirst().prefix { $0.utf8.first == UInt8(ascii: "#") }
    #expect(!comments.isEmpty && lines[comments.endIndex].isEmpty)
    #expect(lines[comments.endIndex + 1] == "scenario='memory-leak'")
    #expect(script.contains("\nlimit=536870912\n"))
    #expect(script.contains("\nend_ms=600000\n"))
    #expect(script.contains("\nsteps='\n0 68026368\n1823 71172096\n"))
  }

  @Test func aStepInPartsHasALineForEach() throws {
    let script = try makeBundle(makePlan(curve: jumps(to: 400, 100))).text("stress_script.sh")
    #expect(script.contains("\nsteps='\n0 104857600\n0 419430400\n1000 104857600\n'\n"))
  }
}
