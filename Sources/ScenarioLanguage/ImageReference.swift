/// The name of a container image: `registry:5000/path/name:tag@sha256:…`, all but the name
/// optional. The grammar is that of the OCI distribution specification and of Docker's
/// `distribution/reference`; nothing that it admits means anything to a shell, to YAML or to a
/// Dockerfile.
package struct ImageReference: Hashable, Sendable {
  /// The registry, where one is named, and the path.
  package let repository: String
  package let tag: String?
  /// With its algorithm: `sha256:…`.
  package let digest: String?

  package init(repository: String, tag: String? = nil, digest: String? = nil) {
    self.repository = repository
    self.tag = tag
    self.digest = digest
  }

  /// Nil where the text is not a reference.
  package init?(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 1 || isDigest(parts[1]) else { return nil }
    digest = parts.count == 1 ? nil : String(parts[1])
    // A colon before the last slash belongs to a registry's port.
    let name = parts[0]
    let path = name.lastIndex(of: "/").map(name.index(after:)) ?? name.startIndex
    let colon = name[path...].firstIndex(of: ":")
    tag = colon.map { String(name[name.index(after: $0)...]) }
    repository = String(name[..<(colon ?? name.endIndex)])
    guard isRepository(repository), tag.map(isTag) ?? true else { return nil }
  }

  package var text: String {
    repository + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
  }

  /// The last part of the repository's path.
  package var lastComponent: Substring {
    repository.split(separator: "/").last ?? Substring(repository)
  }
}

private func isRepository(_ text: String) -> Bool {
  var components = text.split(separator: "/", omittingEmptySubsequences: false)
  if components.count > 1, isRegistry(components[0]) { components.removeFirst() }
  return text.utf8.count <= 255 && components.allSatisfy(isPathComponent)
}

/// A host, told from a path by a dot, a port, or being `localhost`.
private func isRegistry(_ text: Substring) -> Bool {
  let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.count == 2 || text.contains(".") || text == "localhost" else { return false }
  guard parts.count == 1 || (1...5 ~= parts[1].count && parts[1].utf8.allSatisfy(\.isDigit)) else {
    return false
  }
  return parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
    guard let first = label.utf8.first, let last = label.utf8.last else { return false }
    return first != dash && last != dash
      && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == dash }
  }
}

/// Lower-case letters and digits, parted by one dot, one or two underscores, or any dashes.
private func isPathComponent(_ text: Substring) -> Bool {
  let separators = text.utf8.split(whereSeparator: isNameByte)
  guard let first = text.utf8.first, let last = text.utf8.last else { return false }
  return isNameByte(first) && isNameByte(last)
    && separators.allSatisfy { separator in
      separator.allSatisfy { $0 == dash } || [".", "_", "__"].contains(Substring(separator))
    }
}

private func isTag(_ text: String) -> Bool {
  guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
  return (isAlphanumeric(first) || first == underscore)
    && text.utf8.allSatisfy { isAlphanumeric($0) || [dash, dot, underscore].contains($0) }
}

private func isDigest(_ text: Substring) -> Bool {
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  guard parts.count == 2, let length = ["sha256": 64, "sha512": 128][parts[0]] else { return false }
  return parts[1].utf8.count == length
    && parts[1].utf8.allSatisfy { $0.isDigit || 0x61...0x66 ~= $0 }
}

private let dash = UInt8(ascii: "-")
private let dot = UInt8(ascii: ".")
private let underscore = UInt8(ascii: "_")

private func isLowercase(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte }
private func isAlphanumeric(_ byte: UInt8) -> Bool { byte.isDigit || isLowercase(byte | 0x20) }
private func isNameByte(_ byte: UInt8) -> Bool { byte.isDigit || isLowercase(byte) }
