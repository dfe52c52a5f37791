import ScenarioBackends

/// What has become of a folder that scenarioc made.
package struct Verification: Sendable {
  package let bundleCount: Int
  /// In the order of the paths.
  package let differences: [Difference]
}

/// Compares a bundle with what its own manifest and sums say, or each bundle in a folder, and the
/// files of a fleet beside them. Of what else lies beside them it takes no notice.
///
/// - Throws: where something cannot be read, or nothing here was made by scenarioc.
package func verify(_ path: String) throws(MachineError) -> Verification {
  let folder = try Folder.open(at: path)
  let (count, differences) =
    if let seal = try Seal(of: folder, by: Bundle.manifestPath) {
      (1, try seal.differences(in: folder, among: folder.files()))
    } else {
      try differences(inFleetOf: folder)
    }
  return Verification(
    bundleCount: count, differences: differences.sorted { $0.path < $1.path })
}

private func differences(
  inFleetOf folder: borrowing Folder
) throws(MachineError) -> (bundleCount: Int, [Difference]) {
  let fleet = try Seal(of: folder, by: Fleet.manifestPath)
  var awaited = fleet?.bundles ?? [:]
  var differences: [Difference] = []
  var count = 0
  var files: [String: FileStatus] = [:]
  for name in try folder.names() {
    if let fleet, fleet.lists(name) { files[name] = try folder.status(of: name) }
    guard let bundle = try folder.readableFolder(name),
      let seal = try Seal(of: bundle, by: Bundle.manifestPath)
    else { continue }
    let digest = awaited.removeValue(forKey: name)
    count += 1
    if fleet?.bundles != nil, digest == nil, try bundle.isBundle {
      differences.append(Difference(path: bundle.path, kind: .stale))
      continue
    }
    let changes = try seal.differences(in: bundle, among: bundle.files())
    differences += changes
    if changes.isEmpty, let digest, digest != seal.digest {
      differences.append(Difference(path: bundle.pathOf(Sums.path), kind: .changed))
    }
  }
  if fleet == nil && count == 0 { throw nothingOfOurs(folder.path) }
  for name in awaited.keys { differences.append(.init(path: folder.pathOf(name), kind: .missing)) }
  if let fleet { differences += try fleet.differences(in: folder, among: files) }
  return (count, differences)
}

private func nothingOfOurs(_ path: String) -> MachineError {
  .refused("\(path) holds nothing that scenarioc made: give a bundle, or a folder of bundles")
}
