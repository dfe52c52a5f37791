import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// The folder of a bundle that the manifests are in.
let manifestFolder = "kubernetes"

/// The bundle's manifests: the folder `kubernetes`, and what applies it with its namespace. A fleet
/// takes the folder alone, for a namespace may have several bundles and is made but once.
func manifests(_ emission: Emission) -> [Artifact] {
  let objects = [networkPolicy, configMap, workload].map { $0(emission) }
  let namespace = namespace(emission)
  let whole = Manifest(
    file: "kustomization.yaml", subject: "all of it, for `kubectl apply -k`.",
    value: kustomization(over: ["\(manifestFolder)/\(namespace.file)", manifestFolder]))
  let part = Manifest(
    file: "kustomization.yaml", subject: "what lies in the namespace.",
    notes: [
      "The kustomization of the folder above adds the namespace; that of a fleet has its own."
    ],
    value: kustomization(over: objects.map(\.file)))
  return [emission.artifact(whole)]
    + ([namespace] + objects + [part]).map { emission.artifact($0, in: "\(manifestFolder)/") }
}

/// One object in a file of its own.
struct Manifest {
  let file: String
  /// What the file is, for its header.
  let subject: String
  /// Why what would make a reader ask is as it is.
  var notes: [String] = []
  let value: Document
}

private func workload(_ emission: Emission) -> Manifest {
  switch emission.plan.scenario.workload {
  case .deployment: deployment(emission)
  case .cronJob: cronJob(emission)
  case .job: job(emission)
  }
}

extension Emission {
  fileprivate func artifact(_ manifest: Manifest, in folder: String = "") -> Artifact {
    let header = origin.header(plan.scenario.name, manifest.subject, notes: manifest.notes)
    var bytes = Array("\(header)\n".utf8)
    manifest.value.writeYAML(to: &bytes)
    return Artifact(path: folder + manifest.file, bytes: bytes)
  }
}

/// `resources`: files, and folders with a kustomization of their own.
func kustomization(over resources: [String]) -> Document {
  [
    "apiVersion": "kustomize.config.k8s.io/v1beta1",
    "kind": "Kustomization",
    "resources": .list(resources.map { .string($0) }),
  ]
}

extension Plan {
  /// The name of every object of the scenario.
  var objectName: Document { .string(scenario.name.value) }

  /// What every object of the scenario begins with. checkov reads what it is to skip, and why, in
  /// the annotations.
  func metadata(skipping skipped: [SkippedPolicy] = []) -> Document {
    let about = scenario.about.map { ("kubernetes.io/description", Document.string($0.value)) }
    let skips = skipped.enumerated().map { index, policy in
      ("checkov.io/skip\(index + 1)", Document.string("\(policy.id)=\(policy.reason)"))
    }
    let annotations = [about].compactMap(\.self) + skips
    return [
      "name": objectName, "namespace": .string(scenario.namespace.value), "labels": labels,
      "annotations": annotations.isEmpty ? nil : .map(annotations),
    ]
  }

  /// The recommended labels (Kubernetes: "Recommended Labels") and the scenario's own. None of the
  /// former changes with the scenario's content or the compiler's version.
  var labels: Document {
    let recommended: [(String, Document)] = [
      ("app.kubernetes.io/name", "stress-ng"),
      ("app.kubernetes.io/instance", objectName),
      ("app.kubernetes.io/managed-by", "scenarioc"),
    ]
    return .map(recommended + scenario.labels.map { ($0.key.value, .string($0.value.value)) })
  }

  /// The label that tells the scenario's pods from others. A Deployment's selector cannot change.
  var selector: Document { ["app.kubernetes.io/instance": objectName] }
}

extension ByteCount {
  /// The amount, exactly, in the largest binary unit that divides it (Kubernetes: "Quantity").
  var quantity: String {
    let units = [(50, "Pi"), (40, "Ti"), (30, "Gi"), (20, "Mi"), (10, "Ki")]
    for (shift, unit) in units where bytes > 0 && bytes & (1 << shift - 1) == 0 {
      return "\(bytes >> shift)\(unit)"
    }
    return String(bytes)
  }
}
