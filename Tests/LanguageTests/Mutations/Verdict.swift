import ScenarioLanguage
import ScenarioSyntax
import TestSupport

/// What the compiler says to a mutation.
struct Verdict {
  enum Outcome {
    /// The file means what it meant before.
    case sameMeaning
    /// A value was exchanged for another that is as good: no compiler can know.
    case anotherScenario
    /// The file compiles, and its words mean something else.
    case missed
    case caught
  }

  let mutation: Mutation
  let outcome: Outcome
  let errors: [Diagnostic]
  /// Whether the first error stands where the slip happened.
  let isOnLine: Bool
  /// Whether the fixes, applied at once, give back a file that compiles.
  let isMended: Bool
  /// Whether that file means what the sound one did.
  let isRestored: Bool

  init(on mutation: Mutation, of sound: Reading) {
    self.mutation = mutation
    let reading = Reading(of: mutation.source)
    errors = reading.errors
    outcome =
      if let meaning = reading.meaning {
        if meaning == sound.meaning {
          .sameMeaning
        } else {
          mutation.subject.isValue && reading.scenarios == sound.scenarios
            ? .anotherScenario : .missed
        }
      } else { .caught }
    isOnLine = errors.first.map { mutation.lines.contains(mutation.line(of: $0)) } ?? false
    let mended = errors.isEmpty ? nil : Reading(of: mutation.source.mended(by: errors)).meaning
    isMended = mended != nil
    isRestored = mended == sound.meaning
  }
}

/// What a source means, spans aside; nil where it has an error.
struct Reading {
  let errors: [Diagnostic]
  let scenarios: Int
  let meaning: String?

  init(of source: SourceText) {
    let (tree, problems) = parse(source)
    let meaning = check(tree, in: .fixed)
    let scenarios = meaning.scenarios
    errors = (problems + meaning.diagnostics).filter { $0.kind.severity == .error }
      .sorted { $0.span < $1.span }
    self.scenarios = scenarios.count
    self.meaning = errors.isEmpty ? scenarios.map { text(of: $0) }.joined(separator: "\n") : nil
  }
}

/// A value and all in it as text, but for what only says where in the source it stood.
private func text(of value: Any) -> String {
  if value is Span { return "" }
  if let zone = value as? Zone { return zone.name }
  let mirror = Mirror(reflecting: value)
  if mirror.children.isEmpty { return "\(value)" }
  let children = mirror.children.map { "\($0.label ?? ""):\(text(of: $0.value))" }
  return "\(mirror.displayStyle == .enum ? "\(value)".prefix { $0 != "(" } : "")\(children)"
}

extension Mutation.Subject {
  /// Whether the author, not the language, decides what stands there.
  fileprivate var isValue: Bool {
    switch self {
    case .quantity, .string, .name: true
    case .word, .keyword, .brace, .comma, .lineEnd: false
    }
  }
}

extension Mutation {
  /// The lines that an error may point to. A brace belongs to its own line and to that of the node
  /// which its block is of; one that is missing, to where the line before it ends, too.
  fileprivate var lines: Set<Int> {
    let table = LineTable(of: source)
    let own = table.line(of: offset)
    guard subject == .brace else { return [own] }
    let depth = offset - table.starts[own]
    let owner = (0...own).last {
      $0 == own && !before.contains("}") || $0 < own && indentation(of: $0, table) <= depth
    }
    return [own, owner ?? own, max(own - 1, 0)]
  }

  fileprivate func line(of problem: Diagnostic) -> Int {
    LineTable(of: source).line(of: problem.span.start)
  }

  /// Lines without anything on them lie deeper than all others.
  private func indentation(of line: Int, _ table: LineTable) -> Int {
    let text = source[table.span(ofLine: line, in: source)]
    let blanks = text.prefix { $0 == " " }.count
    return blanks == text.count ? .max : blanks
  }
}

extension SourceText {
  fileprivate func mended(by errors: [Diagnostic]) -> SourceText {
    let edits = errors.compactMap(\.fix).flatMap(\.edits).sorted { $0.span < $1.span }
    var apart: [Fix.Edit] = []
    for edit in edits where edit.span.start >= apart.last?.span.end ?? 0 { apart.append(edit) }
    return SourceText(name: name, bytes: Fix(apart).applied(to: bytes))
  }
}
