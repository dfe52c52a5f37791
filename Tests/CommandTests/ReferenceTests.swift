import Foundation
import TestSupport
import Testing

/// What the program tells about itself.
@Suite struct ReferenceTests {
  @Test func anIdIsExplained() throws {
    let explain = try Scenarioc.run(["explain", "ambiguous-size"])
    #expect(explain.status == 0)
    #expect(explain.text.hasPrefix("error[ambiguous-size]\n\n  "))
    #expect(explain.text.contains("\n      memory { limit 512MB }\n"))
    #expect(explain.text.contains("\n      memory { limit 512Mi }\n"))
  }

  @Test func allIdsAreListed() throws {
    let list = try Scenarioc.run(["explain"])
    #expect(list.status == 0)
    #expect(list.text.contains("\nambiguous-size (error)\n"))
    #expect(list.text.contains("\nexpectation-tight (warning)\n"))
  }

  @Test func anUnknownIdGetsTheNearest() throws {
    let explain = try Scenarioc.run(["explain", "ambigous-size"])
    #expect(explain.status == 2)
    #expect(
      explain.errors == """
        error: no diagnostic is named `ambigous-size`; did you mean `ambiguous-size`?

        """)
    #expect(try Scenarioc.run(["explain", "x"]).errors.contains("`scenarioc explain` lists all"))
  }

  /// A command is parsed alone first, which must not show in its help, nor in what is said of a
  /// mistake.
  @Test(arguments: ["build", "check", "fmt", "run"])
  func aCommandIsOneOfAll(_ name: String) throws {
    let help = try Scenarioc.run([name, "--help"])
    #expect(help.text.contains("USAGE: scenarioc \(name) "))
    #expect(try Scenarioc.run(["help", name]).text == help.text)
    #expect(try Scenarioc.run([name, "--version"]).text == Scenarioc.run(["--version"]).text)
    let mistake = try Scenarioc.run([name, "--no-such-option"])
    #expect(mistake.status == 2)
    #expect(mistake.errors.hasSuffix("See 'scenarioc \(name) --help' for more information.\n"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsKnowCommandsAndIds(_ shell: String) throws {
    let script = try Scenarioc.run(["--generate-completion-script", shell])
    #expect(script.status == 0)
    for word in ["explain", "sarif", "ambiguous-size"] { #expect(script.text.contains(word)) }
    if shell == "bash" {
      let syntax = try Tool("bash").run(["-n"], input: script.bytes)
      #expect(syntax.report == "")
    }
  }

  /// The schema is one, its defaults and examples follow it, and it tells right from wrong.
  @Test func theSchemaDescribesAScenario() throws {
    let program = """
      import json, sys
      from jsonschema import Draft202012Validator as Validator
      schema = json.load(sys.stdin)
      Validator.check_schema(schema)
      valid = lambda data, part=schema: Validator({**part, "$defs": schema["$defs"]}).is_valid(data)
      def parts(value):
        if isinstance(value, dict):
          yield value
          for v in value.values(): yield from parts(v)
        elif isinstance(value, list):
          for v in value: yield from parts(v)
      defaults = [p for p in parts(schema) if "default" in p and "description" in p]
      assert len(defaults) > 3
      for part in defaults: assert valid(part["default"], part), part
      phase = schema["$defs"].pop("phase")
      for part in schema["$defs"].values():
        assert part["title"] and part["description"]
        for example in part["examples"]: assert valid(example, part) and '"' not in example
      schema["$defs"]["phase"] = phase
      leak = {"name": "memory-leak", "about": "Leaks", "schedule": {"every": "30m"},
        "restart": "on-failure", "memory": {"limit": "512Mi"},
        "ramp": [{"linear": {"from": "64Mi", "to": "640Mi", "over": "10m"}},
          {"repeat": {"n": "2", "block": [{"hold": {"for": "1m"}}]}}],
        "expect": {"oom within": "9m"}, "image": {"base": "debian:trixie-slim"},
        "labels": {"team": "storage"}, "allow": [{"id": "ticks-missed", "reason": "wanted"},
          {"id": "expectation-tight"}]}
      assert valid([{"scenario": leak}])
      for change in [{"memory": {}}, {"colour": "red"}, {"restart": "sometimes"},
        {"schedule": {"every": 30}}, {"ramp": [{"linear": {"to": "1Gi"}}]}, {"ramp": {}},
        {"ramp": [{"repeat": {"n": "2", "block": [{"hold": {}}]}}]},
        {"labels": {"team": 1}}, {"allow": {"id": "ticks-missed"}}]:
        assert not valid([{"scenario": {**leak, **change}}]), change
      assert not valid([{"scenario": {k: v for k, v in leak.items() if k != "memory"}}])
      """
    let schema = try Scenarioc.run(["schema"])
    #expect(schema.status == 0)
    let check = try Tool("python3").run(["-c", program], input: schema.bytes)
    #expect(check.status == 0, "\(check.report)")
  }
}
