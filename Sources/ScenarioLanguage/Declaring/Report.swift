import ScenarioSyntax

/// A reference that was read.
struct Use: Sendable {
  let name: String
  let value: Word
}

/// What is found wrong on the way.
struct Report: Sendable {
  private(set) var diagnostics = Diagnostics()
  /// Where the time zones of the source are looked up.
  let zones: ZoneDatabase
  private var placement: Span?
  /// What the references stand for that were read, by their places.
  private(set) var uses: [Span: Use] = [:]
  /// Whether what is read need not be whole, as defaults need not.
  var isPartial = false

  init(zones: ZoneDatabase) {
    self.zones = zones
  }

  mutating func add(_ diagnostic: Diagnostic) {
    diagnostics.add(diagnostic)
  }

  /// The diagnostics since a count was taken, and they are forgotten here.
  @discardableResult
  mutating func take(from count: Int) -> [Diagnostic] { diagnostics.take(from: count) }

  /// Whether what is wrong from here on is not told any more.
  var isFull: Bool { diagnostics.isFull }

  mutating func forgetUses() { uses = [:] }

  /// Reads a word. Nil, and a report, where it is no such literal; what is wrong with a value that a
  /// reference stands for is told where it is used.
  mutating func read<Value>(_ word: Word, as kind: LiteralKind<Value>) -> Located<Value>? {
    if word.isBroken || word.isReference && !kind.admitsReferences { return nil }
    guard let definition = word.definition else {
      let count = diagnostics.count
      let value = kind.read(word, &self)
      if value == nil, let mark = word.closingMark {
        take(from: count)
        add(unexpectedMark(at: mark, of: word))
      }
      return value.map { Located($0, at: place(of: word.span)) }
    }
    uses[word.span] = Use(name: word.name, value: definition)
    let count = diagnostics.count
    let value = kind.read(definition, &self)
    for problem in take(from: count) {
      add(
        problem.moved(
          to: word.span, label: "used here as \(kind.description.named)",
          from: "`\(word.name)` is \(definition.text): \(problem.label)"))
    }
    return value.map { Located($0, at: word.span) }
  }

  /// Where a value was said: at its own span, or, for a default, where its owner is.
  func place(of span: Span) -> Span { placement ?? span }

  /// Reads something that does not stand in the source, as if it stood at `span`.
  mutating func placing<Value>(at span: Span, _ read: (inout Report) -> Value) -> Value {
    let outer = placement
    placement = placement ?? span
    defer { placement = outer }
    return read(&self)
  }
}

extension Word {
  /// What other languages put at the end of a line, or between a key and its value.
  fileprivate var closingMark: Span? {
    guard !isString, bytes.count > 1, let last = bytes.last else { return nil }
    let isMark = last == UInt8(ascii: ";") || last == UInt8(ascii: ":")
    return isMark ? Span(span.end - 1, span.end, in: span.source) : nil
  }
}

private func unexpectedMark(at mark: Span, of word: Word) -> Diagnostic {
  let source = word.tree.source
  return Diagnostic(
    .unexpectedCharacter, "unexpected `\(source[mark])`", at: mark,
    label: "neither words nor lines end with a mark", help: "remove it", fix: .remove(mark))
}
