import Foundation
import TestSupport
import Testing

/// Text from a scenario stays text, through every language that it passes.
@Suite struct InjectionTests {
  static let texts = [
    #"'"; rm -rf "$HOME" #"#, "$(touch owned) `touch owned` ${HOME}", "a\nRUN touch owned\n# b",
    "key: value # not a comment", "%d %s %%", "{{ .Values.x }} {% x %}", "naïve ✓ 😀 \u{202E}",
    "\\", "\\\n\\", "'", "\"", "", " leading and trailing ", "- a\n- b", "---\nx: 1\n...", "\t",
    "\u{85}\u{2028}\u{2029}".replacing("\u{85}", with: ""), String(repeating: "x", count: 64 << 10),
    String(repeating: "$(id) ", count: 10_000), "*/5 * * * *", "!!python/object:os.system", "&a *a",
  ]

  @Test(arguments: texts)
  func aTextComesBackByteForByte(_ text: String) throws {
    try withTemporaryFolder { folder in
      let source = smallScenario.replacing(
        "    schedule", with: "    about \"\(escape(text))\"\n    schedule")
      let build = try Scenarioc.run(["build", "-", "-o", folder.path], input: source)
      #expect(build.status == 0, "\(build.errors.prefix(400))")
      let bundle = folder.appending(path: "small")
      #expect(try annotation(of: bundle.appending(path: "kubernetes/deployment.yaml")) == text)
      for script in ["stress_script.sh", "entrypoint.sh"] {
        let syntax = try Tool("dash").run(["-n", bundle.appending(path: script).path])
        #expect(syntax.status == 0, "\(syntax.report)")
      }
      // hadolint 2.15 cannot read a quoted value that ends with an escaped backslash.
      if !text.hasSuffix("\\") {
        let lint = try Tool("hadolint").run([bundle.appending(path: "Dockerfile").path])
        #expect(lint.report == "")
      }
      #expect(try contents(of: folder).keys.allSatisfy { $0.hasPrefix("small/") })
    }
  }

  /// What no cron, no image and no name can hold is refused, not quoted.
  @Test(arguments: [
    #"schedule cron "*/5 * * * * root touch owned""#, #"schedule cron "0 0 * * *\n* * * * * id""#,
    #"image { name "x; touch owned" }"#, #"image { base "alpine:3.23\nRUN touch owned" }"#,
    #"image { base "$(id)" }"#, "namespace $(id)", "namespace ../x", #"about "\u{0}""#,
    #"about "\u{1B}[2J""#,
  ])
  func otherTextsAreRefused(_ line: String) throws {
    let property = String(line.prefix { $0 != " " })
    let lines = smallScenario.split(separator: "\n").filter { !$0.contains("    \(property) ") }
    let source = ([lines[0], "    \(line)"] + lines.dropFirst()).joined(separator: "\n")
    try withTemporaryFolder { folder in
      let build = try Scenarioc.run(["build", "-", "-o", folder.path], input: source)
      #expect(build.status == 1, "\(build.report)")
      #expect(try contents(of: folder).isEmpty)
    }
  }

  /// As an author would write it.
  private func escape(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      case "\t": "\\t"
      default: String(scalar)
      }
    }.joined()
  }

  private func annotation(of manifest: URL) throws -> String {
    let program = """
      import sys, yaml
      value = yaml.safe_load(open(sys.argv[1]))["metadata"]["annotations"]
      sys.stdout.buffer.write(value["kubernetes.io/description"].encode())
      """
    let output = try Tool("python3").run(["-c", program, manifest.path])
    #expect(output.status == 0, "\(output.errors)")
    return output.text
  }
}
