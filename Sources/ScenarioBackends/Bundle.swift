/// All the files that one scenario becomes: a value, until it is written.
package struct Bundle: Sendable {
  /// The scenario's name, and that of the folder to write.
  package let name: String
  /// In a stable order; no two have one path.
  package let artifacts: [Artifact]

  package init(name: String, artifacts: [Artifact]) {
    self.name = name
    self.artifacts = artifacts
  }

  /// The file by which a folder is known to be a bundle of ours.
  package static let manifestPath = "bundle.json"
}

/// One file of a bundle.
package struct Artifact: Sendable {
  package enum Mode: UInt32, Sendable {
    case plain = 0o644
    case executable = 0o755
  }

  /// Relative to the bundle, with `/` between folders; each part a plain name.
  package let path: String
  package let mode: Mode
  package let bytes: [UInt8]
  /// Of the bytes: SHA-256, in hexadecimal.
  let digest: String

  package init(path: String, mode: Mode = .plain, bytes: [UInt8]) {
    self.path = path
    self.mode = mode
    self.bytes = bytes
    digest = sha256(bytes)
  }

  package init(path: String, mode: Mode = .plain, text: String) {
    self.init(path: path, mode: mode, bytes: Array(text.utf8))
  }
}
