import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// One thing that a plan can become.
package struct Backend: Sendable {
  package let name: String
  package let summary: String
  package let emit: @Sendable (Emission) -> [Artifact]

  package static let all = [image, kubernetes, planReport]
}

extension Backend {
  static let image = Backend(
    name: "image", summary: "the Dockerfile, and the scripts and the crontab that it copies"
  ) { emission in
    emission.imageFiles + buildContext(emission.imageFiles.filter { $0.path != "Dockerfile" })
  }

  static let kubernetes = Backend(
    name: "kubernetes", summary: "manifests for `kubectl apply -k`", emit: manifests)

  static let planReport = Backend(
    name: "plan", summary: "what will happen and when, as JSON"
  ) { emission in
    var bytes: [UInt8] = []
    report(on: emission.plan).writeJSON(to: &bytes)
    return [Artifact(path: "plan.json", bytes: bytes)]
  }
}

/// Everything that a plan becomes. The same plan from the same source gives the same bytes.
package func emit(_ emission: Emission) -> Bundle {
  Bundle(
    name: emission.plan.scenario.name.value,
    artifacts: sealed(
      Backend.all.flatMap { $0.emit(emission) }, by: Bundle.manifestPath,
      from: emission.origin.document))
}

extension Origin {
  fileprivate var document: Document {
    ["name": .string(sourceName), "sha256": .string(sourceDigest)]
  }
}
