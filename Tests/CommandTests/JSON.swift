import Foundation
import TestSupport

/// What a YAML or a JSON file holds.
enum JSON: Hashable, Decodable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case list([JSON])
  case map([String: JSON])

  /// As PyYAML reads a file.
  init(yaml path: String) throws {
    let program = "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout)"
    let output = try Tool("python3").run(["-c", program, path])
    self = try JSONDecoder().decode(JSON.self, from: Data(output.bytes))
  }

  /// Each document of a file that has several.
  static func documents(yaml path: String) throws -> [JSON] {
    let program = """
      import json, sys, yaml
      json.dump(list(yaml.safe_load_all(open(sys.argv[1]))), sys.stdout)
      """
    let output = try Tool("python3").run(["-c", program, path])
    return try JSONDecoder().decode([JSON].self, from: Data(output.bytes))
  }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let truth = try? value.decode(Bool.self) {
      self = .boolean(truth)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let elements = try? value.decode([JSON].self) {
      self = .list(elements)
    } else {
      self = .map(try value.decode([String: JSON].self))
    }
  }

  subscript(key: String) -> JSON? {
    if case .map(let entries) = self { entries[key] } else { nil }
  }

  var elements: [JSON] {
    if case .list(let elements) = self { elements } else { [] }
  }

  /// A scalar as JSON writes it, without quotes.
  var text: String {
    switch self {
    case .null: "null"
    case .boolean(let truth): "\(truth)"
    case .number(let number): number == number.rounded() ? "\(Int(number))" : "\(number)"
    case .string(let text): text
    case .list, .map: "a structure"
    }
  }

  /// That of a workload, wherever it keeps it; nil of other objects.
  var podTemplate: JSON? {
    self["spec"]?["template"] ?? self["spec"]?["jobTemplate"]?["spec"]?["template"]
  }
}
