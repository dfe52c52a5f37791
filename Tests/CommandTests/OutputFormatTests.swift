import Foundation
import TestSupport
import Testing

/// Where each format of `check` goes, and that none changes how the command ends.
@Suite struct OutputFormatTests {
  static let formats = ["text", "concise", "json", "sarif", "github"]

  @Test(arguments: formats)
  func aWrongScenarioEndsWith1(_ format: String) throws {
    let wrong = smallScenario.replacing("64Mi", with: "64MB")
    let check = try Scenarioc.run(["check", "--format", format, "-"], input: wrong)
    #expect(check.status == 1)
    #expect((format == "text" ? check.errors : check.text).contains("ambiguous-size"))
    #expect((format == "text" ? check.text : check.errors) == "")
  }

  @Test(arguments: formats)
  func aSoundOneIsClean(_ format: String) throws {
    let check = try Scenarioc.run(["check", "--format", format, "-"], input: smallScenario)
    #expect(check.status == 0)
    #expect(check.errors == "")
    #expect(check.text.isEmpty == !["json", "sarif"].contains(format))
  }

  @Test func whatCannotBeReadIsToldBesideTheRest() throws {
    try withTemporaryFolder { folder in
      try Data("x".utf8).write(to: folder.appending(path: "wrong.scenario"))
      let arguments = ["check", "missing.scenario", "wrong.scenario", "--format"]
      for format in ["json", "sarif"] {
        let check = try Scenarioc.run(arguments + [format], in: folder)
        #expect(check.status == 3)
        #expect(check.errors.hasPrefix("error: cannot read missing.scenario"))
        #expect(check.text.contains("wrong.scenario"))
        #expect(check.text.contains("\"executionSuccessful\": false") == (format == "sarif"))
      }
    }
  }

  /// An id is explained once, whatever the number of files.
  @Test func anExplanationIsPointedToOnce() throws {
    try withTemporaryFolder { folder in
      for file in ["a.scenario", "b.scenario"] {
        try Data("x\n".utf8).write(to: folder.appending(path: file))
      }
      let check = try Scenarioc.run(["check", "."], in: folder)
      #expect(check.errors.ranges(of: "error[unknown-word]").count == 2)
      #expect(check.errors.ranges(of: "= explain: scenarioc explain unknown-word").count == 1)
    }
  }

  /// Neither the time nor what is shown grows out of hand with the mistakes of a file, and what is not
  /// looked for is said.
  @Test(arguments: [
    ("", "x y\n", 100_000), ("a ", ",", 50_000), ("", "} ", 50_000),
    ("", "a {} b ", 50_000),
  ])
  func veryManyMistakes(_ start: String, _ mistake: String, _ count: Int) throws {
    let source = start + String(repeating: mistake, count: count)
    let clock = ContinuousClock.now
    let check = try Scenarioc.run(["check", "-"], input: source)
    #expect(check.status == 1)
    #expect(check.errors.utf8.count < 200_000)
    #expect(check.errors.contains("error[too-many-mistakes]"))
    #expect(check.errors.contains("note: 9900 more in standard input"))
    #expect(ContinuousClock.now - clock < .seconds(300))
    let list = try Scenarioc.run(["check", "--format", "concise", "-"], input: source)
    #expect(list.text.split(separator: "\n").count == 10_001)
    let fix = try Scenarioc.run(["fix", "-"], input: source)
    #expect(fix.text == source)
  }
}
