import ScenarioBackends

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What may be done with a folder that stands where a bundle shall go.
extension Folder {
  /// Whether the folder is that bundle already: the same files, bytes and modes, and no other.
  func holds(_ bundle: Bundle) throws(MachineError) -> Bool {
    var missing = Dictionary(uniqueKeysWithValues: bundle.artifacts.map { ($0.path, $0) })
    let same = try allFiles { folder, name, path, status throws(MachineError) in
      guard let artifact = missing.removeValue(forKey: path),
        status.kind == .file, status.mode == artifact.mode.rawValue,
        status.size == artifact.bytes.count
      else { return false }
      return try folder.openFile(name).readAll(limit: status.size) == artifact.bytes
    }
    return same && missing.isEmpty
  }

  /// Refuses a folder that scenarioc did not make, or in which someone has put a file since: it
  /// would be lost.
  func refuseUnlessOurs() throws(MachineError) {
    let listed = try manifest().files.map(\.path) + [Bundle.manifestPath]
    let known = Set(listed)
    _ = try allFiles { folder, name, path, status throws(MachineError) in
      guard status.kind == .file, known.contains(path) else {
        throw foreign(folder.pathOf(name), status.kind)
      }
      return true
    }
  }
}

extension Folder {
  /// A manifest takes some 130 bytes a file; a megabyte of them is not ours.
  private static let manifestLimit = 1 << 20

  private func manifest() throws(MachineError) -> Manifest {
    guard let status = try status(of: Bundle.manifestPath) else {
      throw notOurs(path, "it has no \(Bundle.manifestPath)")
    }
    guard status.kind == .file, status.size <= Self.manifestLimit else {
      throw notOurs(path, "its \(Bundle.manifestPath) is another's")
    }
    let bytes = try openFile(Bundle.manifestPath).readAll(limit: Self.manifestLimit)
    guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)),
      manifest.compiler.name == "scenarioc"
    else { throw notOurs(path, "its \(Bundle.manifestPath) is another's") }
    return manifest
  }
}

/// As much of a bundle's manifest as tells whose the folder is.
private struct Manifest: Decodable {
  struct Compiler: Decodable {
    let name: String
  }

  struct File: Decodable {
    let path: String
  }

  let compiler: Compiler
  let files: [File]
}

private func notOurs(_ path: String, _ reason: String) -> MachineError {
  .refused(
    "\(path) was not made by scenarioc (\(reason)); "
      + "choose another folder with -o, or remove it")
}

private func foreign(_ path: String, _ kind: FileStatus.Kind) -> MachineError {
  let reason = kind == .link ? "is a link" : "was not made by scenarioc"
  return .refused(
    "\(path) \(reason), and would be lost; move it away, or choose another folder with -o")
}
