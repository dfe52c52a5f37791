import Foundation
import ScenarioDocuments
import TestSupport
import Testing

@testable import ScenarioBackends

/// Every reader gets back the very strings that were written.
@Suite struct DocumentTests {
  @Test func enoughStrings() {
    #expect(nastyStrings.count > 250)
    #expect(Set(nastyStrings.map { Array($0.utf8) }).count > 240)
  }

  @Test(arguments: Reader.all)
  func whatWasWrittenIsRead(by reader: Reader) throws {
    let output = try reader.read(yaml(of: document(nastyStrings)))
    #expect(try strings(in: output) == nastyStrings.map { Array($0.utf8) }, "\(output.errors)")
  }

  @Test func randomTextsAreReadByEveryReader() throws {
    var random = Seeded(state: 20)
    let pieces = nastyStrings.filter { $0.utf8.count < 8 }
    let texts = (0..<3000).map { _ in
      (0..<Int.random(in: 1...6, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
    }
    let bytes = yaml(of: document(texts))
    for reader in Reader.all {
      let read = try strings(in: reader.read(bytes))
      for (index, text) in texts.enumerated() where read[index] != Array(text.utf8) {
        Issue.record("\(reader): \(text.debugDescription)")
      }
    }
  }

  @Test func jsonComesBack() throws {
    var bytes: [UInt8] = []
    document(nastyStrings).writeJSON(to: &bytes)
    let output = try Tool("python3").run(
      ["-c", "import json, sys; json.dump(json.load(sys.stdin), sys.stdout)"], input: bytes)
    #expect(try strings(in: output) == nastyStrings.map { Array($0.utf8) }, "\(output.errors)")
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(bytes)) }
  }

  @Test(arguments: [
    ("512Mi", "512Mi"), ("100m", "100m"), ("a-b", "a-b"), ("localhost:5/a:b", "localhost:5/a:b"),
    ("Two words; and a stop.", "Two words; and a stop."), ("/tmp", "/tmp"), ("-m", "-m"),
    ("no", #""no""#), ("0644", #""0644""#), ("1e3", #""1e3""#), ("12:30:45", #""12:30:45""#),
    ("*/30 * * * *", #""*/30 * * * *""#), ("a: b", #""a: b""#), ("", #""""#), ("~", #""~""#),
    ("größer", #""größer""#), ("a\tb", #""a\tb""#), ("a\nb\n", "|\n  a\n  b"),
    ("a\nb", "|-\n  a\n  b"),
  ])
  func styleOf(text: String, written: String) {
    #expect(String(decoding: yaml(of: ["a": .string(text)]), as: UTF8.self) == "a: \(written)\n")
  }

  @Test func linesAreNeverFolded() {
    let text = String(repeating: "word ", count: 1000) + "end"
    #expect(yaml(of: ["a": .string(text)]).count { $0 == UInt8(ascii: "\n") } == 1)
  }

  @Test func jsonIsLaidOutForPeople() {
    var bytes: [UInt8] = []
    let document: Document = [
      "a": 1, "b": nil, "c": ["d": true, "e": ["f", -2]], "g": [], "h": [:],
      "i": [.string(String(repeating: "x", count: 80))],
    ]
    document.writeJSON(to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {
          "a": 1,
          "c": {
            "d": true,
            "e": ["f", -2]
          },
          "g": [],
          "h": {},
          "i": [
            "\(String(repeating: "x", count: 80))"
          ]
        }

        """)
  }
}

/// A program that reads YAML and prints JSON.
struct Reader: CustomTestStringConvertible {
  let testDescription: String
  let tool: String
  let arguments: [String]

  func read(_ yaml: [UInt8]) throws -> Tool.Output {
    try Tool(tool).run(arguments, input: yaml)
  }

  /// Python's own reader, libyaml's, and the one of Kubernetes.
  static let all = [python("SafeLoader"), python("CSafeLoader"), kubectl]

  private static func python(_ loader: String) -> Reader {
    let program = """
      import json, sys, yaml
      json.dump(yaml.load(sys.stdin.buffer, yaml.\(loader)), sys.stdout)
      """
    return Reader(testDescription: loader, tool: "python3", arguments: ["-c", program])
  }

  private static let kubectl = Reader(
    testDescription: "kubectl", tool: "kubectl",
    arguments: ["annotate", "--local", "-f", "-", "-o", "json", "a=b"])
}

/// A ConfigMap, the one kind of object that holds any text, with a string a key.
private func document(_ strings: [String]) -> Document {
  let entries = strings.enumerated().map { ("k\($0)", Document.string($1)) }
  return [
    "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a"], "data": .map(entries),
  ]
}

private func yaml(of document: Document) -> [UInt8] {
  var bytes: [UInt8] = []
  document.writeYAML(to: &bytes)
  return bytes
}

/// The strings of a ConfigMap that a reader has printed as JSON, as bytes: Swift's strings are
/// equal when they look alike.
private func strings(in output: Tool.Output) throws -> [[UInt8]] {
  struct ConfigMap: Decodable { let data: [String: String] }
  let data = try JSONDecoder().decode(ConfigMap.self, from: Data(output.bytes)).data
  return (0..<data.count).map { data["k\($0)"].map { Array($0.utf8) } ?? [] }
}

/// SplitMix64: the same numbers on every run.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
