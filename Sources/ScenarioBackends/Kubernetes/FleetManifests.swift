import ScenarioDocuments

/// The folders of all bundles, and their namespaces.
func fleetKustomization(of members: [Fleet.Member]) -> Artifact {
  let folders = members.map { "\($0.name)/\(manifestFolder)" }
  let header = header(
    "all bundles, for `kubectl apply -k`.",
    notes: ["Each bundle can be applied alone too: it has a kustomization of its own."])
  return yaml("kustomization.yaml", header, [kustomization(over: [namespacesPath] + folders)])
}

/// Each namespace once, at the level that admits all bundles that share it.
func fleetNamespaces(of members: [Fleet.Member]) -> Artifact {
  let sharing = Dictionary(grouping: members, by: \.namespace).sorted { $0.key < $1.key }
  let mixed = sharing.compactMap { mixedLevels(in: $0.key, $0.value) }
  return yaml(
    namespacesPath, header("the namespaces of all bundles.", notes: mixed + [namespaceDeletion]),
    sharing.map { namespaceObject($0.key, isRoot: $0.value.contains(where: \.needsRoot)) })
}

private let namespacesPath = "namespaces.yaml"

/// Nil where all members would have the same level by themselves.
private func mixedLevels(in namespace: String, _ members: [Fleet.Member]) -> String? {
  let root = members.filter(\.needsRoot)
  guard let first = root.first, root.count < members.count else { return nil }
  let others = root.count > 1 ? " and \(root.count - 1) more" : ""
  return """
    \(namespace): Pod Security level baseline, for cron inside \(first.name)\(others) runs as root. \
    All else there would do with restricted.
    """
}

private func header(_ subject: String, notes: [String]) -> String {
  comment("Fleet: \(subject)")
    + comment("Made by \(Compiler.name) \(Compiler.version) from the scenarios; change it there.")
    + "#\n" + notes.map { comment($0, bullet: "- ") }.joined()
}

private func yaml(_ path: String, _ header: String, _ objects: [Document]) -> Artifact {
  var bytes = Array(header.utf8)
  for (index, object) in objects.enumerated() {
    bytes += Array((index == 0 ? "\n" : "---\n").utf8)
    object.writeYAML(to: &bytes)
  }
  return Artifact(path: path, bytes: bytes)
}
