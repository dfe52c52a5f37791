import Foundation
import TestSupport
import Testing

/// The forms of a plan, for the shipped scenario from a fixed time on.
@Suite struct PlanFormatTests {
  static let fixtures = Project.fixtures.appending(path: "plan")
  private static let scenario = Project.scenarios.appending(path: "memory-leak.scenario").path
  private static let day = ["--from", "2026-01-15T00:00:00Z", "--for", "3h"]

  @Test(arguments: ["text", "json", "csv", "svg"])
  func theFormIsTheGolden(_ format: String) throws {
    let run = try Scenarioc.run(["plan", Self.scenario, "--format", format] + Self.day)
    #expect(run.status == 0, "\(run.report)")
    try expectGolden(run.text, Self.fixtures.appending(path: "memory-leak.\(format)"))
  }

  @Test(arguments: [smallScenario, Self.onceAndAgain, Self.job])
  func jsonIsAsItsSchemaSays(_ scenario: String) throws {
    let plan = try Scenarioc.run(
      ["plan", "-", "--format", "json"] + Self.day, input: scenario)
    let schema = Project.root.appending(path: "docs/timeline.schema.json").path
    let check = """
      import json, sys, jsonschema
      validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
      validator.validate(json.load(sys.stdin))
      """
    let validation = try Tool("python3").run(["-c", check, schema], input: plan.bytes)
    #expect(validation.status == 0, "\(validation.report)")
  }

  @Test func theFigureIsXML() throws {
    let named = Self.onceAndAgain.replacing(
      "schedule", with: #"about "<a> & \"b\" ]]> é""# + "\n    schedule")
    let figure = try Scenarioc.run(["plan", "-", "--format", "svg"] + Self.day, input: named)
    #expect(figure.status == 0, "\(figure.report)")
    let read = "import sys, xml.dom.minidom as xml; xml.parseString(sys.stdin.buffer.read())"
    let reading = try Tool("python3").run(["-c", read], input: figure.bytes)
    #expect(reading.status == 0, "\(reading.report)")
    #expect(figure.text.contains("&lt;a&gt; &amp; &quot;b&quot; ]]&gt;"))
    #expect(figure.text.contains("prefers-color-scheme: dark"))
    #expect(!figure.text.contains("url("))
  }

  @Test func textFitsInto80Columns() throws {
    for scenario in [smallScenario, Self.onceAndAgain, Self.job] {
      let run = try Scenarioc.run(["plan", "-"] + Self.day, input: scenario)
      let widest = run.text.split(separator: "\n").dropFirst().map(\.count).max()
      #expect(try #require(widest) <= 80, "\(run.text)")
      #expect(!run.text.contains(" \n"))
    }
  }

  @Test(arguments: [
    (["--for", "10min"], "write `10m`"), (["--for", "1h 2m"], "is not a duration"),
    (["--for", ""], "is not a duration"), (["--for", "1000d"], "is too long"),
    (["--from", "yesterday"], "is no time of RFC 3339"),
    (["--format", "png"], "'text', 'json'"),
  ])
  func aWrongOptionIsExplained(_ options: [String], _ explanation: String) throws {
    let run = try Scenarioc.run(["plan", "-"] + options, input: smallScenario)
    #expect(run.status == 2)
    #expect(run.errors.contains(explanation), "\(run.errors)")
  }

  @Test func aYearIsToldQuickly() throws {
    let everyMinute = smallScenario.replacing("every 1h", with: "every 1m")
    let clock = ContinuousClock()
    let time = try clock.measure {
      let run = try Scenarioc.run(
        ["plan", "-", "--for", "366d", "--format", "csv"],
        input: everyMinute.replacing("over 1m", with: "over 10s"))
      #expect(run.status == 0)
      #expect(run.text.split(separator: "\n").count > 10_000)
    }
    #expect(time < .seconds(30))
  }

  private static let onceAndAgain = """
    scenario again {
        schedule at start
        memory { limit 64Mi }
        ramp { exponential from 16Mi to 80Mi over 1m }
    }

    """

  private static let job = """
    scenario job {
        schedule every 1h
        restart  on-failure up to 2
        memory { limit 64Mi }
        ramp { linear from 16Mi to 80Mi over 1m }
    }

    """
}

/// Against the expected text, which blessing writes anew.
func expectGolden(_ text: String, _ file: URL) throws {
  if Project.isBlessing { try Data(text.utf8).write(to: file) }
  let golden = try String(contentsOf: file, encoding: .utf8)
  #expect(text == golden, "\(file.lastPathComponent)")
}
