import Testing

/// A source that no author writes, of any size: much of one thing.
struct LargeInput: Sendable, CustomTestStringConvertible {
  let name: String
  var testDescription: String { name }
  private let make: @Sendable (Int) -> String

  init(_ name: String, _ make: @escaping @Sendable (Int) -> String) {
    self.name = name
    self.make = make
  }

  /// Of about so many bytes.
  func text(ofSize size: Int) -> String { make(size) }

  static let all = tokens + braces + lines + scenarios + ramps + quantities
}

extension LargeInput {
  /// One thing again and again, perhaps within something else.
  private static func repeating(
    _ unit: String, in opening: String = "", _ closing: String = ""
  ) -> LargeInput {
    let name = (opening.suffix(16) + unit + closing.prefix(4)).replacing("\n", with: "⏎")
    return LargeInput(String(name)) { size in
      opening + String(repeating: unit, count: max(size / unit.utf8.count, 1)) + closing
    }
  }

  /// As many of the second as of the first.
  private static func nesting(_ opening: String, _ closing: String) -> LargeInput {
    LargeInput((opening + closing).replacing("\n", with: "⏎")) { size in
      let count = size / (opening.utf8.count + closing.utf8.count)
      return String(repeating: opening, count: count) + String(repeating: closing, count: count)
    }
  }

  /// Numbered, so that no two are alike.
  private static func numbered(
    _ name: String, in opening: String = "", _ closing: String = "",
    _ unit: @escaping @Sendable (Int) -> String
  ) -> LargeInput {
    LargeInput(name) { size in
      let count = size / unit(1_500).utf8.count
      return opening + (0..<count).map(unit).joined() + closing
    }
  }

  private static let tokens =
    [" ", "\t", "\n", "\r\n", "\r", "x", "x ", "é", "😀", "\u{FEFF}", ",", "\u{7}", "\0", "x\u{7}"]
    .map { repeating($0) } + [
      repeating("x", in: "#"), repeating("# c\n"), repeating("x", in: "\"", "\""),
      repeating("\"a\" "), repeating("\""), repeating("x", in: "a \""), repeating("\\", in: "a \""),
      repeating("a \"b\n"), repeating("a \"b }\n"), repeating(" }", in: "a \""),
    ]

  private static let braces =
    ["{", "}", "[", "(", "a {\n", "}\n", "a [\n", "a{}", "{}", "a { }\n", "a {\n} }\n", "a ( b ) "]
    .map { repeating($0) } + [
      nesting("a {\n", "}\n"), nesting("a{", "}"), nesting("{", "}"), nesting("a\n{\n", "}\n"),
      nesting("}\n", "a {\n"),
    ]

  private static let lines =
    ["a\n", "a b c # d\n", "a \"b\"\n", "a, b\n", "scenario a\nmemory\n limit\n }\n"]
    .map { repeating($0) } + [
      numbered("indented") { String(repeating: " ", count: $0 % 1_000) + "a\n" }
    ]

  private static let head = "scenario a {\n    schedule every 30m\n    memory { limit 512Mi }\n"
  private static let ramp = "    ramp { linear from 64Mi to 640Mi over 10m }\n"

  private static let scenarios =
    [
      "    nope 1\n", "    restart always\n", "    scheduel every 30m\n",
      "    schedule every 30m restart always\n", "    expect survival\n",
      "    allow expectation-tight \"x\"\n", "    memory { limit 1 }\n", "    ramp { }\n",
    ].map { repeating($0, in: head + ramp, "}\n") } + [
      repeating("schedule every 30m restart always ", in: head + ramp, "}\n"),
      repeating("always ", in: head + ramp + "    restart ", "\n}\n"),
      repeating("        k v\n", in: head + ramp + "    labels {\n", "    }\n}\n"),
      numbered("labels", in: head + ramp + "    labels {\n", "    }\n}\n") { "        k\($0) v\n" },
      numbered("scenarios") {
        head.replacing("scenario a", with: "scenario a\($0)") + ramp + "}\n"
      },
      repeating(head + ramp + "}\n"),
      numbered("wrong scenarios") {
        "scenario a\($0) {\n  schedule evry 3\n  memory { limit 5 }\n}\n"
      },
      repeating("x", in: "scenario ", " {\n}\n"),
      LargeInput("many lines of a long owner") { size in
        let owner = String(repeating: "x", count: size / 2)
        return head + ramp + "    \(owner) { limit 512Mi\n"
          + String(repeating: "n\n", count: size / 4) + "    }\n}\n"
      },
      LargeInput("many repetitions of a long block") { size in
        let block = "    cpu {\n" + String(repeating: "# x\n", count: size / 8) + "    }\n"
        return head + ramp + block + String(repeating: "    cpu { }\n", count: size / 24) + "}\n"
      },
    ]

  private static let ramps =
    [
      "        hold for 1s\n", "        hold 1\n", "        linear to 600Mi over 1m\n",
      "        repeat 2 {\n            hold for 1s\n        }\n", "        repeat 2 {\n",
      "        linear to 1Mi over 1m\n        linear to 600Mi over 1m\n",
    ].map { repeating($0, in: head + "    ramp {\n        jump to 64Mi\n", "    }\n}\n") } + [
      LargeInput("nested repetitions") { size in
        let open = (0..<30).map {
          "repeat 2 { # \(String(repeating: "x", count: size / 32 + $0))\n"
        }
        return head + "ramp {\n" + open.joined() + "jump to 640Mi\n"
          + String(repeating: "}\n", count: 32)
      }
    ]

  private static let quantities = [
    repeating("9", in: "scenario a { memory { limit ", "Mi } }\n"),
    repeating("1h", in: "scenario a { schedule every ", " }\n"),
    repeating("1,", in: "scenario a { schedule cron \"", "1 * * * *\" }\n"),
    repeating("*/1,", in: "scenario a { schedule cron \"", "1 * * * *\" }\n"),
    repeating("A/", in: "scenario a { schedule every 1h in \"", "\" }\n"),
    repeating("x", in: "scenario a { about \"", "\" }\n"),
    repeating("\\u{1F600}", in: "scenario a { about \"", "\" }\n"),
    repeating("\\q", in: "scenario a { about \"", "\" }\n"),
    repeating("a/", in: "scenario a { image { name \"", "\" } }\n"),
  ]
}
