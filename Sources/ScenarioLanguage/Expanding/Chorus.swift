import ScenarioSyntax

/// What is said of scenarios that share their text: each thing once, however many it is true of.
struct Chorus {
  private var voices: [Voice] = []
  private var indices: [Key: Int] = [:]
  /// What has been said of the shared text itself.
  private let told: Set<Key>

  private struct Key: Hashable {
    let id: String
    let place: Span
    /// Among those of one scenario that are else alike.
    var number = 0
  }

  fileprivate struct Voice {
    /// As the first scenario has it.
    let diagnostic: Diagnostic
    let group: Int
    let values: [(name: String, word: Located<Word>)]
    /// Whether the mistake is one of a value, and mended where that is said.
    let isOfValue: Bool
    /// Of the first scenarios.
    var names: [String]
    var count = 1
    var areAlike = true
  }

  fileprivate static let shownNames = 3

  /// `told` is what has been said of the file before its scenarios are read.
  init(after told: [Diagnostic]) {
    self.told = Set(told.map { Key(id: $0.kind.id, place: $0.span) })
  }

  /// Adds what is said of one scenario; `uses` has what the references stand for that were read.
  mutating func add(
    _ diagnostics: [Diagnostic], of instance: Fleet.Instance, in group: Int, uses: [Span: Use]
  ) {
    var numbers: [Key: Int] = [:]
    for diagnostic in diagnostics {
      let value = diagnostic.placeOfValue(among: uses)
      var key = Key(id: diagnostic.kind.id, place: value ?? diagnostic.span)
      if told.contains(key) || told.contains(Key(id: key.id, place: diagnostic.span)) { continue }
      key.number = numbers[key, default: 0]
      numbers[Key(id: key.id, place: key.place), default: 0] += value == nil ? 1 : 0
      let name = instance.name?.value ?? ""
      if let index = indices[key] {
        voices[index].join(diagnostic, name)
      } else {
        indices[key] = voices.count
        voices.append(
          Voice(
            diagnostic: diagnostic.explained(by: uses, keepingFix: value != nil), group: group,
            values: instance.values, isOfValue: value != nil, names: [name]))
      }
    }
  }

  /// What is to be said in the end. `groups` are all of the file.
  func diagnostics(of groups: [Fleet.Group]) -> [Diagnostic] {
    let total = groups.reduce(0) { $0 + $1.count }
    return voices.compactMap { voice in
      let group = groups[voice.group]
      let isShared = !group.node.span.contains(voice.diagnostic.span)
      return voice.verdict(among: isShared ? total : group.count)
    }
  }
}

extension Chorus.Voice {
  fileprivate mutating func join(_ other: Diagnostic, _ name: String) {
    guard names.last != name else { return }
    count += 1
    if names.count <= Chorus.shownNames { names.append(name) }
    areAlike =
      areAlike && other.message == diagnostic.message && other.label == diagnostic.label
  }

  /// Nil where there is nothing to say: an allowance that one of the scenarios needs is in its place.
  fileprivate func verdict(among all: Int) -> Diagnostic? {
    guard all > 1 else { return diagnostic }
    let isPartial = count < all
    if isPartial, diagnostic.kind.id == DiagnosticKind.allowUnused.id { return nil }
    let shown = names.prefix(Chorus.shownNames)
    let more = count - shown.count
    let named =
      more > 0
      ? shown.map { "`\($0)`" }.joined(separator: ", ") + " and \(more) more" : list(Array(shown))
    let notes =
      if isPartial {
        ["so in \(count) of \(all) scenarios: \(named)"]
      } else {
        areAlike ? [] : ["so in each of \(all) scenarios; this is `\(names[0])`"]
      }
    let labels = isPartial || !areAlike ? values.map { valueLabel($0.name, $0.word.value) } : []
    let said = Set(diagnostic.related.map(\.span))
    return diagnostic.adding(
      labels.filter { !said.contains($0.span) }, notes: notes,
      keepingFix: isOfValue || !isPartial && areAlike)
  }
}

extension Diagnostic {
  /// Where the value is said that a reference at the diagnostic's place stands for, if that is where
  /// the mend is.
  fileprivate func placeOfValue(among uses: [Span: Use]) -> Span? {
    guard let place = uses[span]?.value.span, let fix else { return nil }
    return fix.edits.allSatisfy { place.contains($0.span) } ? place : nil
  }

  /// With the values that the references at its places stand for. A fix that would write over a
  /// reference is no obvious mend.
  fileprivate func explained(by uses: [Span: Use], keepingFix: Bool) -> Diagnostic {
    let said = Set(related.map(\.span))
    let places = [span] + related.map(\.span)
    let labels = uses.filter { use in
      places.contains { $0.contains(use.key) } && !said.contains(use.value.value.span)
    }.sorted { $0.key < $1.key }.map { use in
      valueLabel(use.value.name, use.value.value)
    }
    let overwrites =
      fix?.edits.contains { edit in uses.keys.contains { edit.span.overlaps($0) } } ?? false
    return adding(labels, keepingFix: keepingFix || !overwrites)
  }
}

private func valueLabel(_ name: String, _ value: Word) -> Diagnostic.Label {
  .init("`\(name)` is \(value.text)", at: value.span)
}
