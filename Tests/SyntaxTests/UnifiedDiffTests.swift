import Foundation
import ScenarioSyntax
import TestSupport
import Testing

@Suite struct UnifiedDiffTests {
  @Test func aDiffShowsThreeLinesAround() {
    let old = (1...9).map { "\($0)\n" }.joined()
    #expect(
      diff(old, old.replacing("5\n", with: "five\n")) == """
        --- file
        +++ file
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """)
  }

  @Test func equalTextsHaveNone() {
    #expect(diff("a\n", "a\n") == "")
  }

  /// Texts of few different lines, so that some are equal, with and without a line end at the end.
  @Test func gitAppliesIt() throws {
    var random = SeededGenerator(seed: 7)
    func text() -> String {
      let lines = (0..<Int.random(in: 0...24, using: &random)).map { _ in
        "abcd".randomElement(using: &random).map(String.init) ?? ""
      }
      return lines.joined(separator: "\n") + (Bool.random(using: &random) ? "\n" : "")
    }
    for _ in 0..<150 {
      let (old, new) = (text(), text())
      // To git an empty file is one that is not there.
      if old == new || old.isEmpty || new.isEmpty { continue }
      try withTemporaryFolder { folder in
        let file = folder.appending(path: "file")
        try Data(old.utf8).write(to: file)
        let patch = diff(old, new)
        let apply = try Tool("git").run(["apply", "-p0"], input: Array(patch.utf8), in: folder)
        #expect(apply.status == 0, "\(apply.report)\(patch)")
        #expect(String(decoding: try Data(contentsOf: file), as: UTF8.self) == new)
      }
    }
  }

  private func diff(_ old: String, _ new: String) -> String {
    let diff = unifiedDiff(
      from: SourceText(name: "file", text: old), to: SourceText(name: "file", text: new))
    return String(decoding: diff, as: UTF8.self)
  }
}
