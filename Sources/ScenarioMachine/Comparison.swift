package import ScenarioBackends

/// A file in which a folder is not the bundle that it should be.
package struct Difference: Equatable, Sendable {
  package enum Kind: String, Sendable {
    /// The bundle has the file, the folder has not.
    case missing
    case changed
    /// The folder has the file, the bundle has not.
    case foreign
    /// A bundle that nothing asks for any more.
    case stale
  }

  /// From where the caller is.
  package let path: String
  package let kind: Kind

  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

/// Where the folder at `path` does not hold the bundle, file by file; a bundle that is not there at
/// all is one difference. Changes nothing.
package func differences(
  of bundle: Bundle, inFolderAt path: String
) throws(MachineError) -> [Difference] {
  let missing = Difference(path: "\(path)/\(bundle.name)", kind: .missing)
  do {
    guard let folder = try Folder.open(at: path).realFolder(bundle.name) else { return [missing] }
    return try StandingBundle(folder).differences(from: bundle)
  } catch let error where error.isMissing {
    return [missing]
  }
}

/// The same of what a build leaves beside the bundles; `pruned`: and of stale ones.
package func differences(
  of fleet: Fleet, inFolderAt path: String, pruned: Bool
) throws(MachineError) -> [Difference] {
  var differences: [Difference] = []
  do {
    let folder = try Folder.open(at: path)
    if try folder.shallHoldFiles(of: fleet) {
      for artifact in fleet.artifacts where try !folder.holds([artifact]) {
        let isMissing = try folder.status(of: artifact.path) == nil
        let path = folder.pathOf(artifact.path)
        differences.append(Difference(path: path, kind: isMissing ? .missing : .changed))
      }
    }
    if pruned {
      differences += try folder.bundles(besides: fleet).map {
        Difference(path: folder.pathOf($0), kind: .stale)
      }
    }
  } catch let error where error.isMissing {}  // and so is each bundle, which tells more
  return differences.sorted { $0.path < $1.path }
}
