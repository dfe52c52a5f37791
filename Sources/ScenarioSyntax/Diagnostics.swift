/// What is found wrong with a source, up to a bound. Once it is full, nobody need look any further.
package struct Diagnostics: Sendable {
  /// Where there are more, the file is hardly a scenario; each costs time and memory.
  package static let most = 10_000

  /// In the order in which they were found. The last of a full list says that there is more.
  package private(set) var all: [Diagnostic] = []

  package init() {}

  package var count: Int { all.count }
  package var isFull: Bool { all.count > Self.most }

  /// Does nothing where it is full.
  package mutating func add(_ diagnostic: Diagnostic) {
    if isFull { return }
    all.append(count == Self.most ? tooManyMistakes(after: diagnostic.span) : diagnostic)
  }

  /// Those since a count was taken, and they are forgotten here.
  @discardableResult
  package mutating func take(from count: Int) -> [Diagnostic] {
    defer { all.removeSubrange(count...) }
    return Array(all[count...])
  }
}

extension Diagnostic {
  /// Whether more is wrong than is told.
  package var endsSearch: Bool { kind.id == DiagnosticKind.tooManyMistakes.id }
}

// MARK: - Messages

extension DiagnosticKind {
  package static let tooManyMistakes = DiagnosticKind(
    "too-many-mistakes",
    explanation: """
      At most \(Diagnostics.most) mistakes of a file are told; what else is wrong is not looked for, and \
      `fix` leaves the file alone. Perhaps it is no scenario at all, or one mistake has all the others \
      as its effect.
      """,
    example: .init(
      wrong: "memory { limit 512Mi }" + String(repeating: " }", count: Diagnostics.most + 1),
      mended: "memory { limit 512Mi }"))
}

private func tooManyMistakes(after span: Span) -> Diagnostic {
  Diagnostic(
    .tooManyMistakes, "more than \(Diagnostics.most) mistakes", at: span,
    label: "the search for more ends here", help: "mend the first ones, and look again")
}
