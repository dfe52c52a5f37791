import Foundation
import TestSupport
import Testing

/// The expected bundle of a shipped scenario.
struct Golden: CustomTestStringConvertible {
  let folder: URL

  static let folder = Project.root.appending(path: "Tests/Goldens")

  static func all() throws -> [Golden] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter(\.hasDirectoryPath).sorted { $0.path < $1.path }.map(Golden.init)
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// The paths of its Kubernetes objects.
  var objects: [String] {
    get throws {
      try Project.files(in: folder.appending(path: "kubernetes"), extension: "yaml")
        .map(\.path).filter { !$0.hasSuffix("kustomization.yaml") }
    }
  }

  var testDescription: String { folder.lastPathComponent }
}
