import ScenarioSyntax

/// Resolves the statements of a file, those of the files that it uses among them: what is left is
/// scenarios.
func expand(
  _ tree: SyntaxTree, from library: SourceLibrary, _ report: inout Report
) -> Fleet {
  var expander = Expander(library: library, main: tree.source.name, report: report)
  let identity = { library.identity(tree.source.name) }
  let fleet = expander.expand(tree, identity: identity)
  report = expander.report
  return fleet
}

/// What a name was defined as.
struct Definition: Sendable {
  let name: Located<String>
  /// Nil for that of a sweep, which takes one value after the other.
  let value: Word?
}

/// What a file gives to those that use it.
struct Brought: Sendable {
  var names: [String: Definition] = [:]
  /// Bound to the names of their own file.
  var defaults: [Node] = []
}

struct Expander {
  let library: SourceLibrary
  /// The name of the source that is compiled.
  let main: String
  var report: Report
  var used: [SourceText] = []
  /// The files that are being read, each used by the one before it.
  var chain: [(identity: String, name: String)] = []
  /// The files that have been read, by their identities.
  var read: [String: Brought] = [:]
  /// Where the names were defined that are used.
  var heard: Set<Span> = []
  /// Whether a file that is used could not be read: what is missing may stand there.
  var lacksFiles = false
  /// How many unknown names are yet to be told what they may be: a look at all names for each of very
  /// many would take long.
  var suggestions = 100
  /// How many scenarios the sweeps make so far.
  var swept = 0

  /// `identity` is asked for only where another file is used.
  mutating func expand(_ tree: SyntaxTree, identity: () -> String) -> Fleet {
    let statements = file.read(tree.nodes, in: nil, &report) ?? []
    if statements.contains(where: \.isUse) { chain = [(identity(), tree.source.name)] }
    let brought = resolve(statements)
    let scope = Scope(of: brought, bindings: brought.bindings)
    var fleet = Fleet()
    for statement in statements {
      add(statement, to: &fleet, in: scope, brought)
    }
    if !fleet.groups.isEmpty {
      for case .value(let name, _) in statements { warnIfUnheard(name) }
    }
    fleet.isPlain = brought.isEmpty && fleet.groups.allSatisfy(\.sweeps.isEmpty)
    fleet.isComplete = !lacksFiles
    fleet.used = used
    return fleet
  }

  /// What a file defines and brings: all but its scenarios.
  mutating func resolve(_ statements: [Statement]) -> Brought {
    var brought = Brought()
    var defaults: Node?
    var paths: [String: Span] = [:]
    for statement in statements {
      switch statement {
      case .use(let path): use(path, said: &paths, &brought)
      case .value(let name, let value): define(name, as: value.value, in: &brought)
      case .defaults(let node):
        if let defaults { report.add(repeatedProperty(node, first: defaults)) }
        defaults = defaults ?? node
      case .scenario, .sweep: break
      }
    }
    if let defaults {
      hear(defaults.references, in: Scope(of: brought))
      let bound = defaults.bound(by: brought.bindings)
      report.isPartial = true
      _ = scenario.read(bound.children, in: bound, &report)
      report.isPartial = false
      report.forgetUses()
      brought.defaults = merge(Array(bound.children), with: brought.defaults, scenario.description)
    }
    return brought
  }

  private mutating func define(
    _ name: Located<String>, as value: Word, in brought: inout Brought
  ) {
    if let first = brought.names[name.value] {
      heard.formUnion([name.span, first.name.span])
      return report.add(repeatedName(name, first: first.name.span))
    }
    guard value.isReference else {
      brought.names[name.value] = Definition(name: name, value: value)
      return
    }
    hear([value], in: Scope(of: brought))
    // A value that is unknown makes a name that is known: one mistake is enough.
    brought.names[name.value] = Definition(
      name: name, value: brought.names[value.name]?.value ?? value)
  }

  /// Notes which names are used, and reports those that are not defined.
  mutating func hear(_ references: [Word], in scope: Scope) {
    for reference in references {
      if let definition = scope[reference.name] {
        heard.insert(definition.name.span)
      } else {
        let near = suggestions > 0 ? nearest(to: reference.name, among: scope.names) : nil
        suggestions -= 1
        if let near, let definition = scope[near] { heard.insert(definition.name.span) }
        if !lacksFiles { report.add(undefinedName(reference, near: near)) }
      }
    }
  }

  mutating func warnIfUnheard(_ name: Located<String>) {
    if !lacksFiles, !heard.contains(name.span) { report.add(unusedName(name)) }
  }
}

extension Brought {
  fileprivate var isEmpty: Bool { names.isEmpty && defaults.isEmpty }

  /// Nil where there are no names.
  var bindings: Bindings? {
    let values = names.compactMapValues(\.value)
    return values.isEmpty ? nil : Bindings(values)
  }
}

extension Statement {
  fileprivate var isUse: Bool {
    if case .use = self { true } else { false }
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let names = [undefinedName, repeatedName, unusedName]

  static let undefinedName = DiagnosticKind(
    "undefined-name",
    explanation: """
      A `$` and a name stand for a value that the file defines, or a file that it uses; in a sweep, for \
      that of the sweep.
      """,
    example: .init(
      wrong: "let limit = 512Mi\n\nmemory { limit $limt }",
      mended: "let limit = 512Mi\n\nmemory { limit $limit }"))

  static let repeatedName = DiagnosticKind(
    "repeated-name",
    explanation: """
      A name is defined once, for the file and all that it uses; nothing shadows another, so that \
      `$NAME` means the same wherever it stands.
      """,
    example: .init(
      wrong: "let limit = 512Mi\nlet limit = 1Gi\n\nmemory { limit $limit }",
      mended: "let limit = 512Mi\n\nmemory { limit $limit }"))

  static let unusedName = DiagnosticKind(
    "unused-name", severity: .warning,
    explanation: """
      Nothing stands for this name: perhaps the value is still written out where the name should be.
      """,
    example: .init(
      wrong: "let limit = 1Gi\n\nmemory { limit 512Mi }",
      mended: "let limit = 1Gi\n\nmemory { limit $limit }"))
}

private func undefinedName(_ reference: Word, near: String?) -> Diagnostic {
  Diagnostic(
    .undefinedName, "nothing is named `\(reference.name)`", at: reference.span,
    label: near.map { "did you mean `$\($0)`?" } ?? "not defined for this place",
    help: near.map { "write `$\($0)`" } ?? "define it at the top of the file",
    fix: near.map { .replace(reference.span, with: "$\($0)") })
}

func repeatedName(_ name: Located<String>, first: Span) -> Diagnostic {
  Diagnostic(
    .repeatedName, "`\(name.value)` is defined twice", at: name.span, label: "defined again here",
    related: [.init("first defined here", at: first)], help: "give one of them another name")
}

private func unusedName(_ name: Located<String>) -> Diagnostic {
  Diagnostic(
    .unusedName, "nothing uses `\(name.value)`", at: name.span,
    label: "no `$\(name.value)` anywhere",
    help: "use it, or remove the line")
}
