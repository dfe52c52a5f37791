package import ScenarioBackends

/// An output folder in which a fleet stands, or shall.
extension Folder {
  /// Whether the files of a fleet lie here. Another's `fleet.json` does not count.
  func holdsFleet() throws(MachineError) -> Bool { try manifest(Fleet.manifestPath) != nil }

  /// One bundle alone is no fleet, and its own kustomization applies it; but files that are here
  /// already must not go on telling of what was.
  func shallHoldFiles(of fleet: Fleet) throws(MachineError) -> Bool {
    if fleet.count > 1 { return true }
    return try holdsFleet()
  }

  func holds(_ artifacts: [Artifact]) throws(MachineError) -> Bool {
    for artifact in artifacts {
      guard let status = try status(of: artifact.path), try holds(artifact, status) else {
        return false
      }
    }
    return true
  }

  /// The names of the bundles here that the fleet does not have, sorted.
  func bundles(besides fleet: Fleet) throws(MachineError) -> [String] {
    var names: [String] = []
    for name in try self.names() where !fleet.contains(name) && !name.utf8.starts(with: ".".utf8) {
      if let folder = try readableFolder(name), try folder.isBundle { names.append(name) }
    }
    return names.sorted()
  }

  /// Refuses to replace what is not of an earlier fleet, unless it would stay the same: somebody may
  /// have removed the manifest alone.
  func refuseUnlessOurs(_ artifacts: [Artifact]) throws(MachineError) {
    let manifest = try manifest(Fleet.manifestPath)
    let ours = Set(manifest.map { $0.files.map(\.path) + [Fleet.manifestPath, Sums.path] } ?? [])
    for artifact in artifacts {
      guard let status = try status(of: artifact.path) else { continue }
      if status.kind == .file, ours.contains(artifact.path) { continue }
      if try !holds(artifact, status) { throw notOurs(pathOf(artifact.path)) }
    }
  }
}

extension OutputFolder {
  /// Puts the files of a fleet in place, after all of its bundles and before stale ones are removed:
  /// so what they name is there, at any time.
  ///
  /// - Returns: nil where there need be none.
  package func write(_ fleet: Fleet) throws(MachineError) -> Outcome? {
    guard try root.shallHoldFiles(of: fleet) else { return nil }
    let artifacts = fleet.artifacts
    let outcome: Outcome = try root.holdsFleet() ? .replaced : .created
    if try root.holds(artifacts) { return .unchanged }
    try root.refuseUnlessOurs(artifacts)
    // The disk may be full: all are written before the first is replaced.
    let staged = try root.folder(Staging.name, path: root.path)
    for artifact in artifacts {
      try staged.makeFile(artifact.path, mode: artifact.mode.rawValue, bytes: artifact.bytes)
    }
    // First the manifest, by which the next run knows the others as ours if this one ends here.
    let others = artifacts.map(\.path).filter { $0 != Fleet.manifestPath }
    for path in [Fleet.manifestPath] + others { try root.take(path, from: staged) }
    return outcome
  }

  /// The names of the bundles here that the fleet does not have, sorted.
  package func bundles(besides fleet: Fleet) throws(MachineError) -> [String] {
    try root.bundles(besides: fleet)
  }

  /// Removes a bundle in one step, unless it has been changed since it was made.
  ///
  /// - Returns: where it has been; empty if it is gone.
  package func remove(_ name: String) throws(MachineError) -> [Difference] {
    let bundle = try root.folder(name)
    guard let seal = try Seal(of: bundle, by: Bundle.manifestPath) else {
      throw notOurs(bundle.path)
    }
    let changes = try seal.differences(in: bundle, among: bundle.files())
    guard changes.isEmpty else { return changes.sorted { $0.path < $1.path } }
    try staging.folder.take(name, from: root)
    try staging.folder.removeTree(name)
    return []
  }
}

private func notOurs(_ path: String) -> MachineError {
  .refused(
    "\(path) was not made by scenarioc, and would be lost; "
      + "move it away, or choose another folder with -o")
}
