/// The families of Linux whose packages the Dockerfile knows how to install.
package enum Distribution: CaseIterable, Sendable {
  case alpine
  case debian

  /// Told by the names in the last part of the image's path and in its tag: `alpine:3.23`,
  /// `python:3.13-alpine3.22`, `debian:trixie-slim`, `ubuntu:24.04`, `node:24-bookworm-slim`. Nil
  /// where they tell nothing, or two things.
  package init?(base: ImageReference) {
    let words = "\(base.lastComponent)-\(base.tag ?? "")".split { "-_.".contains($0) }
    let names = words.map { $0.prefix { $0.isLetter } }
    let families = Self.allCases.filter { !$0.names.isDisjoint(with: names) }
    guard families.count == 1 else { return nil }
    self = families[0]
  }

  /// The names of distributions, and of releases that ship a stress-ng of 0.15 or later.
  private var names: Set<Substring> {
    switch self {
    case .alpine: ["alpine"]
    case .debian: ["debian", "ubuntu", "bookworm", "trixie", "forky", "sid", "noble", "resolute"]
    }
  }
}
