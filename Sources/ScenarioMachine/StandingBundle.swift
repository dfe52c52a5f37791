import ScenarioBackends

/// A folder that stands where a bundle shall go, and what may be done with it.
struct StandingBundle: ~Copyable {
  private let folder: Folder
  private let files: [String: FileStatus]

  init(_ folder: consuming Folder) throws(MachineError) {
    files = try folder.files()
    self.folder = folder
  }

  /// Whether this is that bundle already: the same files, bytes and modes, and no other.
  func equals(_ bundle: Bundle) throws(MachineError) -> Bool {
    if files.count != bundle.artifacts.count { return false }
    for artifact in bundle.artifacts {
      guard files[artifact.path]?.mode == artifact.mode.rawValue, try holds(artifact)
      else { return false }
    }
    return true
  }

  /// In the order of the paths. Of the modes only whether a file may be run counts: no more of
  /// them comes back from a repository.
  func differences(from bundle: Bundle) throws(MachineError) -> [Difference] {
    var differences: [Difference] = []
    for artifact in bundle.artifacts {
      let path = folder.pathOf(artifact.path)
      guard let status = files[artifact.path] else {
        differences.append(Difference(path: path, kind: .missing))
        continue
      }
      let isSame = try holds(artifact)
      if !isSame || status.isExecutable != (artifact.mode == .executable) {
        differences.append(Difference(path: path, kind: .changed))
      }
    }
    let paths = Set(bundle.artifacts.map(\.path))
    for path in files.keys where !paths.contains(path) {
      differences.append(Difference(path: folder.pathOf(path), kind: .foreign))
    }
    return differences.sorted { $0.path < $1.path }
  }

  private func holds(_ artifact: Artifact) throws(MachineError) -> Bool {
    try files[artifact.path].map { status throws(MachineError) in
      try folder.holds(artifact, status)
    } ?? false
  }

  /// Refuses a folder that scenarioc did not make, or in which someone has put a file since: it
  /// would be lost.
  func refuseUnlessOurs() throws(MachineError) {
    let listed = Set(try manifest().files.map(\.path) + [Bundle.manifestPath, Sums.path])
    let foreigners = files.filter { $0.value.kind != .file || !listed.contains($0.key) }
    if let (path, status) = foreigners.min(by: { $0.key < $1.key }) {
      throw foreign(folder.pathOf(path), status.kind)
    }
  }
}

extension StandingBundle {
  private func manifest() throws(MachineError) -> Manifest {
    guard files[Bundle.manifestPath] != nil else {
      throw notOurs(folder.path, "it has no \(Bundle.manifestPath)")
    }
    guard let manifest = try folder.manifest(Bundle.manifestPath) else {
      throw notOurs(folder.path, "its \(Bundle.manifestPath) is another's")
    }
    return manifest
  }
}

extension Folder {
  /// Whether a file of that status is the artifact, to the byte.
  func holds(_ artifact: Artifact, _ status: FileStatus) throws(MachineError) -> Bool {
    guard status.kind == .file, status.size == artifact.bytes.count else { return false }
    return try openFile(artifact.path).readAll(limit: status.size) == artifact.bytes
  }
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
