import ScenarioBackends

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// As much of a manifest as tells whose the files beside it are, and whether they are as they were.
struct Manifest: Decodable {
  struct Compiler: Decodable {
    let name: String
  }

  struct Source: Decodable {
    /// Set where labels were made of the source, and no bundle.
    let labels: String?
  }

  struct File: Decodable {
    let path: String
    let mode: String?
    let sha256: String?
  }

  let compiler: Compiler
  let source: Source?
  let files: [File]

  /// A manifest takes some 130 bytes a file; a megabyte of them is not ours.
  static let sizeLimit = 1 << 20

  /// Nil if the bytes are not a manifest of ours.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.sizeLimit,
      let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)),
      manifest.compiler.name == ScenarioBackends.Compiler.name
    else { return nil }
    self = manifest
  }
}

extension Folder {
  /// Nil if there is none of that name, or it is not ours.
  func manifest(_ name: String) throws(MachineError) -> Manifest? {
    try bytes(of: name, limit: Manifest.sizeLimit).flatMap(Manifest.init)
  }

  /// Whether a bundle of a scenario is in here, by its manifest.
  var isBundle: Bool {
    get throws(MachineError) {
      guard let manifest = try manifest(Bundle.manifestPath) else { return false }
      return manifest.source?.labels == nil
    }
  }

  /// What a regular file holds; nil where there is none, or one larger than the limit.
  func bytes(of name: String, limit: Int) throws(MachineError) -> [UInt8]? {
    guard let status = try status(of: name), status.kind == .file, status.size <= limit else {
      return nil
    }
    return try openFile(name).readAll(limit: limit)
  }
}
