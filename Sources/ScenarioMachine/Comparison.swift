package import ScenarioBackends

/// A file in which a folder is not the bundle that it should be.
package struct Difference: Equatable, Sendable {
  package enum Kind: String, Sendable {
    /// The bundle has the file, the folder has not.
    case missing
    case changed
    /// The folder has the file, the bundle has not.
    case foreign
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
