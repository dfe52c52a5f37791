import ScenarioDocuments
package import ScenarioLanguage
package import ScenarioPlanning

/// A form that labels can be written in. docs/labels.md tells of each where it comes from.
package struct LabelFormat: Sendable {
  package let name: String
  package let summary: String
  /// Whether it makes a folder of files, and not one alone.
  package let isFolder: Bool
  private let write: @Sendable (Labels, TimeSpan) -> [Artifact]

  package static let all = [jsonLines, intervals, mask, rcaEval, openRCA, nezha, itBench]

  init(
    _ name: String, _ summary: String, isFolder: Bool = false,
    write: @escaping @Sendable (Labels, TimeSpan) -> [Artifact]
  ) {
    (self.name, self.summary, self.isFolder, self.write) = (name, summary, isFolder, write)
  }

  /// The files; `step` is that of a mask.
  package func artifacts(of labels: Labels, step: TimeSpan) -> [Artifact] { write(labels, step) }

  /// The same as a bundle, to be put into a folder.
  package func bundle(of labels: Labels, step: TimeSpan, source: String) -> Bundle {
    let origin: Document = ["name": .string(source), "labels": .string(labels.source.rawValue)]
    return Bundle(
      name: "\(labels.subject.scenario)-\(name)",
      artifacts: sealed(
        artifacts(of: labels, step: step), by: Bundle.manifestPath, from: origin))
  }
}
