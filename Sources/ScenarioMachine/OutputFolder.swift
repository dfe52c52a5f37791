package import ScenarioBackends

/// The folder in which bundles are put, held by one run at a time.
///
/// Whatever befalls the run, each bundle in it is the old one or the new one, whole: a bundle is
/// staged beside its place and put there by one rename or exchange.
///
/// Nothing is synced: the kernel keeps the order of writes and renames when a process dies, and
/// syncing each file would take ten times as long. Only a power loss soon after the run can leave
/// a bundle with empty files, as it can after `cp`; if its manifest is one of them, the folder
/// must be removed by hand, since it no longer tells that it is ours.
package final class OutputFolder: Sendable {
  /// Called as users are told of it.
  package enum Outcome: String, CaseIterable, Sendable {
    case created = "made"
    case replaced
    /// The bundle stood there already, to the byte, and was left alone.
    case unchanged = "current"
  }

  let root: Folder
  let staging: Staging

  /// Opens the folder at `path` for `body`, which must not keep it.
  package static func open<Result>(
    at path: String, _ body: (OutputFolder) throws(MachineError) -> Result
  ) throws(MachineError) -> Result {
    let output = try OutputFolder(at: path)
    let result: Result
    do {
      result = try body(output)
    } catch {
      // The first error tells more, and what cannot be cleared now the next run will clear.
      try? output.close()
      throw error
    }
    try output.close()
    return result
  }

  /// Makes the folder, with its parents, if it is missing; waits while another run has it; clears
  /// what a killed one left.
  package init(at path: String) throws(MachineError) {
    root = try Folder.make(at: path)
    staging = try Staging.take(in: root)
  }

  /// Gives the folder up to the next run; nothing more may be written.
  package func close() throws(MachineError) { try staging.leave(root) }

  /// Puts a bundle in place. Several threads may, with bundles of different names.
  ///
  /// Refuses to replace what scenarioc did not make, and names that would lead elsewhere. The
  /// folder there must not be changed by others meanwhile: what they add could be lost.
  package func write(_ bundle: Bundle) throws(MachineError) -> Outcome {
    try bundle.checkNames()
    guard let folder = try root.realFolder(bundle.name) else {
      try stage(bundle)
      try root.take(bundle.name, from: staging.folder)
      return .created
    }
    let standing = try StandingBundle(folder)
    if try standing.equals(bundle) { return .unchanged }
    try standing.refuseUnlessOurs()
    try stage(bundle)
    try root.exchange(bundle.name, with: staging.folder)
    try staging.folder.removeTree(bundle.name)
    return .replaced
  }
}

extension OutputFolder {
  private static let folderMode: UInt32 = 0o755

  private func stage(_ bundle: Bundle) throws(MachineError) {
    let name = bundle.name
    try staging.folder.makeFolder(name, mode: Self.folderMode)
    // Errors speak of the place that the user knows.
    let staged = try staging.folder.folder(name, path: root.pathOf(name))
    for path in bundle.folders { try staged.makeFolder(path, mode: Self.folderMode) }
    for artifact in bundle.artifacts {
      try staged.makeFile(artifact.path, mode: artifact.mode.rawValue, bytes: artifact.bytes)
    }
  }
}

extension Bundle {
  /// The folders that the artifacts need, each after the one that holds it.
  fileprivate var folders: [String] {
    var folders: [String] = []
    var known: Set<String> = []
    for path in artifacts.map(\.path) {
      for slash in path.utf8.indices where path.utf8[slash] == UInt8(ascii: "/") {
        let folder = String(path[..<slash])
        if known.insert(folder).inserted { folders.append(folder) }
      }
    }
    return folders
  }

  /// Refuses names that would leave the bundle's folder, or be mistaken for the staging folder's.
  fileprivate func checkNames() throws(MachineError) {
    precondition(artifacts.contains { $0.path == Self.manifestPath })
    guard name.isPlainName, !name.utf8.starts(with: ".".utf8) else { throw notPlain(name) }
    for path in artifacts.map(\.path) {
      // Bytes, as the kernel compares them: to `Character` a slash with an accent is no slash.
      for part in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
        guard String(Substring(part)).isPlainName else { throw notPlain("\(name)/\(path)") }
      }
    }
  }
}

extension String {
  /// Whether it can only mean an entry of the folder in which it is looked up.
  fileprivate var isPlainName: Bool {
    !isEmpty && self != "." && self != ".." && !utf8.contains(UInt8(ascii: "/"))
      && !utf8.contains(0)
  }
}

private func notPlain(_ path: String) -> MachineError {
  .refused("cannot write \(path): each part of a path must be a plain name")
}
