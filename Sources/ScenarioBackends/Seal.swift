package import ScenarioDocuments

/// `SHA256SUMS`: the digests of some files, one a line, as `sha256sum -c` reads them.
package enum Sums {
  package static let path = "SHA256SUMS"

  /// `paths` hold neither a backslash nor a line end, which sha256sum would want escaped.
  package static func text(of files: [(path: String, digest: String)]) -> String {
    files.map { "\($0.digest)  \($0.path)\n" }.joined()
  }
}

/// Files with what tells others of them: a manifest, by which a later run knows them as ours, and
/// the sums, by which anybody sees that they are as they were made. The sums also cover files that
/// lie `beside`.
///
/// - Returns: `artifacts`, the manifest and the sums, in this order.
package func sealed(
  _ artifacts: [Artifact], by manifestPath: String, from source: Document? = nil,
  beside: [(path: String, digest: String)] = []
) -> [Artifact] {
  let files = artifacts.map { artifact -> Document in
    [
      "path": .string(artifact.path),
      "mode": .string("0" + String(artifact.mode.rawValue, radix: 8)),
      "sha256": .string(artifact.digest),
    ]
  }
  let document: Document = [
    "compiler": ["name": .string(Compiler.name), "version": .string(Compiler.version)],
    "source": source,
    "files": .list(files),
  ]
  var bytes: [UInt8] = []
  document.writeJSON(to: &bytes)
  let manifest = Artifact(path: manifestPath, bytes: bytes)
  let all = (artifacts + [manifest]).map { ($0.path, $0.digest) } + beside
  return artifacts + [manifest, Artifact(path: Sums.path, text: Sums.text(of: all))]
}
