import ScenarioBackends

/// What the files of a folder were when they were made, by the manifest and the sums beside them.
/// Each of the two tells when the other has been changed.
struct Seal {
  private struct Entry {
    let digest: String?
    /// Nil where only the sums are left, which do not tell.
    let isExecutable: Bool?
  }

  private let manifestPath: String
  private let sums: [UInt8]?
  private let isManifestSound: Bool
  private let areSumsSound: Bool
  /// By path, manifest and sums aside.
  private let entries: [String: Entry]
  /// Of the sums themselves; nil where there are none.
  var digest: String? { sums.map(sha256) }
  /// Those of the bundles of a fleet, by the names of the bundles; nil where there are no sums.
  let bundles: [String: String]?

  /// The largest file read: those of a bundle have some kilobytes.
  private static let sizeLimit = 64 << 20

  /// Nil if there is neither a manifest nor sums.
  init?(of folder: borrowing Folder, by manifestPath: String) throws(MachineError) {
    self.manifestPath = manifestPath
    let manifest = try folder.bytes(of: manifestPath, limit: Manifest.sizeLimit)
    sums = try folder.bytes(of: Sums.path, limit: Self.sizeLimit)
    var listed = sums.flatMap(digests)
    let digest = listed?.removeValue(forKey: manifestPath)
    let parsed = manifest.flatMap(Manifest.init)
    guard parsed != nil || digest != nil else { return nil }
    bundles = listed.map(bundleDigests)
    listed = listed?.filter { !$0.key.hasSuffix(bundleSuffix) }
    if let parsed, digest == nil || digest == manifest.map(sha256) {
      isManifestSound = true
      entries = Dictionary(
        parsed.files.map { file in
          (file.path, Entry(digest: file.sha256, isExecutable: file.mode == "0755"))
        }, uniquingKeysWith: { $1 })
      areSumsSound = digest != nil && entries.mapValues(\.digest) == listed
    } else {
      isManifestSound = false
      areSumsSound = true
      entries = (listed ?? [:]).mapValues { Entry(digest: $0, isExecutable: nil) }
    }
  }

  /// Where files that are in the folder now are not those that were made, in no order.
  func differences(
    in folder: borrowing Folder, among files: [String: FileStatus]
  ) throws(MachineError) -> [Difference] {
    var found: [(path: String, kind: Difference.Kind)] = []
    for (path, isSound) in [(manifestPath, isManifestSound), (Sums.path, areSumsSound)] {
      if files[path] == nil {
        found.append((path, .missing))
      } else if !isSound {
        found.append((path, .changed))
      }
    }
    for (path, entry) in entries {
      guard let status = files[path] else {
        found.append((path, .missing))
        continue
      }
      let isSame = try folder.bytes(of: path, limit: Self.sizeLimit).map(sha256) == entry.digest
      let wasExecutable = entry.isExecutable ?? status.isExecutable
      if !isSame || status.isExecutable != wasExecutable { found.append((path, .changed)) }
    }
    for path in files.keys where !lists(path) { found.append((path, .foreign)) }
    return found.map { Difference(path: folder.pathOf($0.path), kind: $0.kind) }
  }

  func lists(_ path: String) -> Bool {
    entries[path] != nil || path == manifestPath || path == Sums.path
  }
}

private let bundleSuffix = "/\(Sums.path)"

/// Of the sums of bundles, out of those of a fleet.
private func bundleDigests(_ digests: [String: String]) -> [String: String] {
  var bundles: [String: String] = [:]
  for (path, digest) in digests where path.hasSuffix(bundleSuffix) {
    bundles[String(path.dropLast(bundleSuffix.count))] = digest
  }
  return bundles
}

/// The digests by their paths; nil where a line is not one of `sha256sum`.
private func digests(of sums: [UInt8]) -> [String: String]? {
  var digests: [String: String] = [:]
  for line in sums.split(separator: UInt8(ascii: "\n")) {
    guard line.count > 66, line.dropFirst(64).starts(with: "  ".utf8) else { return nil }
    let path = String(decoding: line.dropFirst(66), as: UTF8.self)
    digests[path] = String(decoding: line.prefix(64), as: UTF8.self)
  }
  return digests
}
