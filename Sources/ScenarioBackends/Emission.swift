package import ScenarioLanguage
package import ScenarioPlanning

/// What the backends work from: a plan, where it came from, and what several of them need.
package struct Emission: Sendable {
  package let plan: Plan
  package let origin: Origin
  /// All that is copied into the image, and the recipe itself.
  let imageFiles: [Artifact]
  let script: Artifact
  /// The image to build and to run.
  package let image: ImageReference

  package init(_ plan: Plan, from origin: Origin) {
    self.plan = plan
    self.origin = origin
    script = stressScript(plan, origin)
    imageFiles = [script, entrypoint, crontab(plan, origin), dockerfile(plan, origin)]
      .compactMap(\.self)
    image = Self.image(of: plan, holding: imageFiles)
  }

  /// The reference that the scenario gives; without a tag or a digest, tagged by the content, so
  /// that a pod never runs an image other than the one that belongs to its manifest.
  ///
  /// The default has no folder: such a name belongs to Docker's own images, so nobody can publish
  /// something else under it for a cluster to pull.
  private static func image(of plan: Plan, holding files: [Artifact]) -> ImageReference {
    let scenario = plan.scenario
    let image = scenario.image.name?.value ?? ImageReference(repository: scenario.name.value)
    guard image.tag == nil, image.digest == nil else { return image }
    let content = files.map { "\($0.path) \($0.mode.rawValue) \($0.digest)\n" }.joined()
    return ImageReference(
      repository: image.repository, tag: String(sha256(Array(content.utf8)).prefix(12)))
  }
}
