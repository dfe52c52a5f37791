import ScenarioSyntax

/// The name of a container image, taken apart as `docker pull` does it
/// (github.com/distribution/reference): `[host[:port]/]path[:tag][@digest]`.
package struct ImageReference: Hashable, Sendable {
  /// Host, port and path.
  package let repository: String
  package let tag: String?
  /// With its algorithm: `sha256:…`.
  package let digest: String?

  /// Nil where the text is no such reference.
  package init?(_ text: String) {
    let (named, digest) = Self.split(text, at: "@", after: text.startIndex)
    let lastSlash = named.lastIndex(of: "/") ?? named.startIndex
    let (repository, tag) = Self.split(named, at: ":", after: lastSlash)
    guard Self.isRepository(repository), tag.map(Self.isTag) ?? true,
      digest.map(Self.isDigest) ?? true
    else { return nil }
    (self.repository, self.tag, self.digest) = (repository, tag, digest)
  }

  package var text: String {
    repository + (tag.map { ":" + $0 } ?? "") + (digest.map { "@" + $0 } ?? "")
  }

  /// The last part of the path: `debian` of `docker.io/library/debian`.
  package var baseName: String {
    String(repository.split(separator: "/").last ?? "")
  }

  private static func split(
    _ text: String, at separator: Character, after start: String.Index
  ) -> (String, String?) {
    guard let index = text[start...].firstIndex(of: separator) else { return (text, nil) }
    return (String(text[..<index]), String(text[text.index(after: index)...]))
  }

  /// At most 255 characters; a first part with a dot, a port or `localhost` is a host.
  private static func isRepository(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard text.utf8.count <= 255 else { return false }
    let hasHost = parts.count > 1 && (parts[0].contains { ".:".contains($0) } || parts[0] == "localhost")
    return (!hasHost || isHost(parts[0])) && parts.dropFirst(hasHost ? 1 : 0).allSatisfy(isPathPart)
  }

  private static func isHost(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let labels = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let hasPort = parts.count == 2
    return parts.count <= 2 && (!hasPort || isAll(parts[1], of: "0"..."9"))
      && labels.allSatisfy { label in
        label.first != "-" && label.last != "-" && !label.isEmpty
          && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
      }
  }

  /// Lower-case letters and digits, between which stand `.`, `_`, `__` or any number of `-`.
  private static func isPathPart(_ text: Substring) -> Bool {
    let words = text.utf8.split(omittingEmptySubsequences: false) { !isLowercaseOrDigit($0) }
    guard words.first?.isEmpty == false, words.last?.isEmpty == false else { return false }
    let separators = text.utf8.split { isLowercaseOrDigit($0) }
    return separators.allSatisfy { separator in
      [".", "_", "__"].contains { separator.elementsEqual($0.utf8) }
        || separator.allSatisfy { $0 == UInt8(ascii: "-") }
    }
  }

  private static func isTag(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
    return (isAlphanumeric(first) || first == UInt8(ascii: "_"))
      && text.utf8.allSatisfy { isAlphanumeric($0) || "_.-".utf8.contains($0) }
  }

  private static func isDigest(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0] == "sha256" && parts[1].utf8.count == 64
      && parts[1].utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
  }
}

extension LiteralKind<ImageReference> {
  static var imageReference: LiteralKind { LiteralKind(
    "image reference", "the name of a container image in quotes, as `docker pull` takes it",
    examples: [#""registry.example/team/leak:1.0""#], isQuoted: true, resembles: \.isString
  ) { word, report in
    guard let text = LiteralKind<String>.text.read(word, &report) else { return nil }
    if let reference = ImageReference(text) { return reference }
    report.add(notAnImage(word))
    return nil
  } }
}

private func isAll(_ text: Substring, of range: ClosedRange<Character>) -> Bool {
  !text.isEmpty && text.allSatisfy { range.contains($0) && $0.isASCII }
}

private func isLowercaseOrDigit(_ byte: UInt8) -> Bool {
  UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
  isLowercaseOrDigit(byte) || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
}

// MARK: - Messages

extension DiagnosticKind {
  static let images = [notAnImage]

  static let notAnImage = DiagnosticKind(
    "not-an-image",
    explanation: """
      An image is named as `docker pull` takes it: perhaps a host, then lower-case words between \
      slashes, perhaps a tag after `:` and a digest after `@`.
      """,
    example: .init(wrong: #"image { name "My Image" }"#, mended: #"image { name "my-image" }"#))
}

private func notAnImage(_ word: Word) -> Diagnostic {
  Diagnostic(
    .notAnImage, "no container image can have this name", at: word.span,
    label: "expected lower-case words between slashes, and perhaps a tag")
}
