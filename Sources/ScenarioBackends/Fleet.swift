import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// All that one build puts into one folder: of each bundle, what the fleet's own files tell of it,
/// which is less than a kilobyte.
package struct Fleet: Sendable {
  private var members: [String: Member] = [:]

  package init() {}

  package mutating func add(_ member: Member) { members[member.name] = member }

  package var count: Int { members.count }

  package func contains(_ name: String) -> Bool { members[name] != nil }

  /// By these a folder is known to be a fleet of ours.
  package static let manifestPath = "fleet.json"

  /// The files beside the bundles. They do not depend on the order in which those were added; the
  /// manifest and the sums come last.
  package var artifacts: [Artifact] {
    let members = members.values.sorted { $0.name < $1.name }
    return sealed(
      [fleetNamespaces(of: members), index(of: members), fleetKustomization(of: members)],
      by: Self.manifestPath,
      beside: members.map { ("\($0.name)/\(Sums.path)", $0.digest) })
  }

  /// What is kept of a bundle.
  package struct Member: Sendable {
    let name: String
    let namespace: String
    let needsRoot: Bool
    /// That of the bundle's sums, and so of all its files.
    let digest: String
    /// Its line in the index.
    let line: String
  }
}

extension Fleet.Member {
  package init(_ bundle: Bundle, of emission: Emission) {
    let scenario = emission.plan.scenario
    var line: [UInt8] = []
    summary(of: emission).writeJSONLine(to: &line)
    self.init(
      name: bundle.name, namespace: scenario.namespace.value, needsRoot: scenario.needsRoot,
      digest: bundle.artifacts.first { $0.path == Sums.path }?.digest ?? "",
      line: String(decoding: line, as: UTF8.self))
  }
}

/// `plan.jsonl`: what will happen in which container, a bundle a line; the names are those of
/// labels, the rest is of `plan.json`.
private func index(of members: [Fleet.Member]) -> Artifact {
  Artifact(path: "plan.jsonl", text: members.map(\.line).joined())
}
