import Foundation

/// A folder for one test, removed with all that is in it once the test has ended.
final class Scratch: Sendable {
  let path: String

  init() throws {
    let name = "scenarioc-" + UUID().uuidString
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The output folder of most tests.
  var out: String { path + "/out" }
}

/// All that is below a folder: each path with its type, its mode and its bytes or a link's target.
func snapshot(_ root: String) throws -> [String: String] {
  var found: [String: String] = [:]
  let files = FileManager.default
  for path in try files.subpathsOfDirectory(atPath: root) {
    let full = "\(root)/\(path)"
    let attributes = try files.attributesOfItem(atPath: full)
    let content =
      switch attributes[.type] as? FileAttributeType {
      case .typeDirectory: "folder"
      case .typeSymbolicLink: "link to " + (try files.destinationOfSymbolicLink(atPath: full))
      default: try String(contentsOfFile: full, encoding: .utf8)
      }
    found[path] = "\(attributes[.posixPermissions] ?? "") \(content)"
  }
  return found
}

func names(in folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

func makeFolder(_ path: String) throws {
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
}

func link(_ path: String, to target: String) throws {
  try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
}

func put(_ text: String, in path: String) throws {
  try text.write(toFile: path, atomically: false, encoding: .utf8)
}
