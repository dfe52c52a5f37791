import ScenarioBackends
import ScenarioMachine

extension Build {
  /// What comes after the bundles: the files of the fleet, then what of an earlier one is stale.
  /// A scenario with errors may be what a bundle was made from, so after errors neither is touched.
  func finish(_ fleet: Fleet, in folder: OutputFolder?, after exit: Exit) -> Exit {
    guard let folder else { return .clean }
    let end = Exit.of { () throws(MachineError) in
      if exit == .clean {
        try write(fleet, to: folder)
      } else if fleet.count > 1 || prune {
        print("note: not all bundles could be made, so what else is in \(output) stays", to: .error)
      }
    }
    return max(end, Exit.of { () throws(MachineError) in try folder.close() })
  }

  private func write(_ fleet: Fleet, to folder: OutputFolder) throws(MachineError) {
    let outcome = try folder.write(fleet)
    if outcome != nil || prune {
      for name in try folder.bundles(besides: fleet) { try dispose(of: name, in: folder) }
    }
    if let outcome {
      print(
        """
        \(outcome.verb) \(output)/kustomization.yaml over \(fleet.count) bundles
        next     kubectl apply -k \(shellWord(output))
        """, to: .output)
    }
  }

  private func dispose(of name: String, in folder: OutputFolder) throws(MachineError) {
    let path = "\(output)/\(name)"
    guard prune else {
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
