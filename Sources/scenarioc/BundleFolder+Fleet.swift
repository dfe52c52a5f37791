import ScenarioBackends
import ScenarioMachine

extension BundleFolder {
  /// What comes after the bundles: the files of the fleet, then what of an earlier one is stale.
  /// A scenario with errors may be what a bundle was made from, so after errors neither is touched.
  func finish(
    _ fleet: Fleet, in folder: OutputFolder, after exit: Exit
  ) throws(MachineError) {
    if exit == .clean {
      try write(fleet, to: folder)
    } else if fleet.count > 1 || prunes {
      print("note: not all bundles could be made, so what else is in \(path) stays", to: .error)
    }
  }

  private func write(_ fleet: Fleet, to folder: OutputFolder) throws(MachineError) {
    let outcome = try folder.write(fleet)
    if outcome != nil || prunes {
      for name in try folder.bundles(besides: fleet) { try dispose(of: name, in: folder) }
    }
    if let outcome, outcome != .unchanged {
      print(
        """
        \(outcome.verb) \(path)/kustomization.yaml over \(fleet.count) bundles
        next     kubectl apply -k \(shellWord(path))
        """, to: .output)
    }
  }

  private func dispose(of name: String, in folder: OutputFolder) throws(MachineError) {
    let path = "\(path)/\(name)"
    guard prunes else {
      return print("stale    \(path): no scenario asks for it; --prune removes it", to: .output)
    }
    if let change = try folder.remove(name).first {
      print("kept     \(path): \(change.path) has been changed by hand", to: .output)
    } else {
      print("removed  \(path)", to: .output)
    }
  }
}

extension OutputFolder.Outcome {
  /// In a column of eight.
  var verb: String {
    switch self {
    case .created: "made    "
    case .replaced: "replaced"
    case .unchanged: "current "
    }
  }
}

extension Difference {
  /// For people and for `cut`.
  var line: String {
    let word = kind.rawValue
    return word + String(repeating: " ", count: max(9 - word.utf8.count, 1)) + path
  }
}
