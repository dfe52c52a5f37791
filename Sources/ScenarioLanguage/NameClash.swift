package import ScenarioSyntax

/// Two scenarios of different sources, of which one would be lost.
package enum NameClash: Sendable {
  /// They have one name in one namespace, and so the same Kubernetes objects.
  case sameObjects
  /// They have one name, and are built into one folder.
  case sameFolder
}

/// Tells that a scenario's name is taken; `place` is where, as `file:line`.
package func taken(
  _ name: Located<String>, at place: String, as clash: NameClash
) -> Diagnostic {
  let help =
    switch clash {
    case .sameObjects: "give them different names, or different namespaces"
    case .sameFolder: "give them different names, or build them into different folders"
    }
  return Diagnostic(
    .repeatedScenario, "two scenarios are named `\(name.value)`", at: name.span,
    label: "named so again here", notes: ["first named at \(place)"], help: help)
}
