import ScenarioSyntax

extension Expander {
  /// Brings the names and the defaults of another file. `said` has the files that this one has used.
  mutating func use(
    _ path: Located<String>, said: inout [String: Span], _ brought: inout Brought
  ) {
    let user = chain[chain.count - 1].name
    // That a path is none has been said.
    let answer = path.value.isEmpty ? nil : library.read(path.value, user, main)
    let count = report.diagnostics.count
    switch answer {
    case nil: lacksFiles = true
    case .outside: report.add(outsideProject(path))
    case .unreadable(let reason): report.add(unreadableFile(path, reason))
    case .file(_, _, _) where chain.count > deepestUse:
      report.add(unreadableFile(path, "files use each other more than \(deepestUse) deep"))
    case .file(let name, let bytes, let identity):
      if let start = chain.firstIndex(where: { $0.identity == identity }) {
        report.add(circularUse(path, chain[start...].map(\.name) + [name]))
      } else if let first = said.updateValue(path.span, forKey: identity) {
        report.add(repeatedUse(path, first: first))
      } else {
        return take(read[identity] ?? readFile(name, bytes, identity), at: path, &brought)
      }
    }
    lacksFiles = lacksFiles || report.diagnostics.count > count
  }

  /// Reads a file for its names and defaults. Its errors are those of who uses it, too; its warnings
  /// are its own.
  private mutating func readFile(_ name: String, _ bytes: [UInt8], _ identity: String) -> Brought {
    let source = SourceText(name: name, bytes: bytes, number: used.count + 1)
    used.append(source)
    chain.append((identity, name))
    defer { chain.removeLast() }
    let (tree, problems) = parse(source)
    let count = report.diagnostics.count
    for problem in problems { report.add(problem) }
    let brought = resolve(file.read(tree.nodes, in: nil, &report) ?? [])
    for problem in report.take(from: count) where problem.kind.severity == .error {
      report.add(problem)
      lacksFiles = true
    }
    read[identity] = brought
    return brought
  }

  private mutating func take(
    _ other: Brought, at path: Located<String>, _ brought: inout Brought
  ) {
    for (name, definition) in other.names.sorted(by: { $0.key < $1.key }) {
      guard let first = brought.names.updateValue(definition, forKey: name) else { continue }
      if first.name.span == definition.name.span { continue }
      brought.names[name] = first
      report.add(repeatedName(definition.name, first: first.name.span, broughtAt: path.span))
    }
    // The later one wins.
    brought.defaults = merge(other.defaults, with: brought.defaults, scenario.description)
  }
}

/// More than anybody could follow.
private let deepestUse = 32

// MARK: - Messages

extension DiagnosticKind {
  static let files = [unreadableFile, outsideProject, circularUse]

  static let unreadableFile = DiagnosticKind(
    "unreadable-file",
    explanation: """
      A file that is used is a regular file that can be read. Its path is seen from the folder of \
      the file that uses it.
      """,
    example: .init(wrong: "use \"used/commmon.scenario\"", mended: "use \"used/common.scenario\""))

  static let outsideProject = DiagnosticKind(
    "outside-project",
    explanation: """
      A file uses only files of its own project: those below the nearest folder upwards that has a \
      `.git`, or else below its own. So whoever has the project has all that its scenarios say.
      """,
    example: .init(
      wrong: "use \"/usr/share/common.scenario\"", mended: "use \"used/common.scenario\""))

  static let circularUse = DiagnosticKind(
    "circular-use",
    explanation: "Files that use each other in a circle would have no first one to begin with.",
    example: .init(wrong: "use \"used/circle.scenario\"", mended: "use \"used/common.scenario\""))
}

private func unreadableFile(_ path: Located<String>, _ reason: String) -> Diagnostic {
  Diagnostic(
    .unreadableFile, "cannot read `\(path.value)`", at: path.span, label: reason,
    help: "give the path of a file, from the folder of this one")
}

private func outsideProject(_ path: Located<String>) -> Diagnostic {
  Diagnostic(
    .outsideProject, "`\(path.value)` is no file of the project", at: path.span,
    label: "leads out of the project",
    notes: [
      "it begins at the nearest folder upwards that has a `.git`, or else at that of the file itself"
    ], help: "move the file into the project")
}

private func circularUse(_ path: Located<String>, _ chain: [String]) -> Diagnostic {
  Diagnostic(
    .circularUse, "the files use each other in a circle", at: path.span,
    label: chain.count == 2 ? "uses itself" : "closes the circle",
    notes: chain.count == 2 ? [] : [chain.joined(separator: " uses ")],
    help: "move what both need into a file that uses neither")
}

private func repeatedUse(_ path: Located<String>, first: Span) -> Diagnostic {
  Diagnostic(
    .repeatedProperty, "`\(path.value)` is used twice", at: path.span, label: "used again here",
    related: [.init("first used here", at: first)], help: "remove one of the lines")
}

/// Of two used files, or of the one that uses the other.
private func repeatedName(
  _ name: Located<String>, first: Span, broughtAt use: Span
) -> Diagnostic {
  Diagnostic(
    .repeatedName, "`\(name.value)` is defined twice", at: use, label: "brings one of them",
    related: [.init("first defined here", at: first), .init("defined again here", at: name.span)],
    help: "give one of them another name")
}
