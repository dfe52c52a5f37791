import ScenarioSyntax

/// The image to build upon, and the family whose packages it takes.
package struct BaseImage: Hashable, Sendable {
  package let reference: ImageReference
  package let distribution: Distribution

  package init(_ reference: ImageReference, _ distribution: Distribution) {
    self.reference = reference
    self.distribution = distribution
  }
}

extension LiteralKind<ImageReference> {
  static var imageReference: LiteralKind {
    LiteralKind(
      "image reference", "the name of a container image in quotes, as `docker pull` takes it",
      examples: [#""registry.example/team/leak:1.0""#], isQuoted: true, resembles: \.isString,
      read: readImage)
  }
}

extension LiteralKind<BaseImage> {
  static var baseImage: LiteralKind {
    LiteralKind(
      "base image", "an image reference that names its distribution: Alpine, Debian or Ubuntu",
      examples: [#""debian:trixie-slim""#], isQuoted: true, resembles: \.isString
    ) { word, report in
      guard let reference = readImage(word, &report) else { return nil }
      guard let distribution = Distribution(base: reference) else {
        report.add(unknownDistribution(word))
        return nil
      }
      guard reference.digest != nil || reference.tag.map({ $0 != floatingTag }) ?? false else {
        report.add(unpinnedBase(word))
        return nil
      }
      return BaseImage(reference, distribution)
    }
  }
}

/// What an image without a tag is taken for: whatever was pushed last.
private let floatingTag = "latest"

private func readImage(_ word: Word, _ report: inout Report) -> ImageReference? {
  guard let text = LiteralKind<String>.text.read(word, &report) else { return nil }
  if let reference = ImageReference(text) { return reference }
  report.add(notAnImage(word))
  return nil
}

// MARK: - Messages

extension DiagnosticKind {
  static let images = [notAnImage, unknownDistribution, unpinnedBase]

  static let notAnImage = DiagnosticKind(
    "not-an-image",
    explanation: """
      An image is named as `docker pull` takes it: perhaps a host, then lower-case words between \
      slashes, perhaps a tag after `:` and a digest after `@`.
      """,
    example: .init(wrong: #"image { name "My Image" }"#, mended: #"image { name "my-image" }"#))

  static let unknownDistribution = DiagnosticKind(
    "unknown-distribution",
    explanation: """
      The Dockerfile installs stress-ng with the package manager of the base image's distribution, \
      which is told from the image's name: Alpine, Debian and Ubuntu are known.
      """,
    example: .init(
      wrong: #"image { base "fedora:43" }"#, mended: #"image { base "debian:trixie-slim" }"#))

  static let unpinnedBase = DiagnosticKind(
    "unpinned-base",
    explanation: """
      Without a tag, or with `latest`, the base is another one next month: with another stress-ng, \
      or none, and the plan no longer tells what the image does.
      """,
    example: .init(
      wrong: #"image { base "alpine" }"#, mended: #"image { base "alpine:3.23" }"#))
}

private func unpinnedBase(_ word: Word) -> Diagnostic {
  Diagnostic(
    .unpinnedBase, "the base image \(word.text) is whatever was pushed last", at: word.span,
    label: "names no release", help: "add the tag of a release, or a digest")
}

private func notAnImage(_ word: Word) -> Diagnostic {
  Diagnostic(
    .notAnImage, "no container image can have this name", at: word.span,
    label: "expected lower-case words between slashes, and perhaps a tag")
}

private func unknownDistribution(_ word: Word) -> Diagnostic {
  Diagnostic(
    .unknownDistribution, "how packages are installed in \(word.text) is not known", at: word.span,
    label: "names no known distribution",
    help: "build upon an Alpine, a Debian or an Ubuntu, whose name stands in the image's")
}
