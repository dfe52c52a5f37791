import ScenarioSyntax

/// What is wrong with the arguments of a node, seen beside the form that they are nearest to.
struct Misfit {
  enum Reason {
    /// Nothing but, perhaps, a value, which the reader of the literal reports.
    case none
    /// Another word stands where a fixed one should.
    case wrong(String, Word)
    /// These parts of the form are missing after the word, or right after the node's own.
    case missing([Part], after: Word?)
    case extra(Word)
    /// The words of one quoted argument, without the quotes.
    case unquoted([Word])
    /// A number and its unit, with a blank between them.
    case parted(Word, unit: Word)
    /// Too much at once to tell.
    case unreadable
  }

  let reason: Reason
  /// The words of the form's arguments, in order; nil for one that is missing, or not to be read
  /// because the reason says all.
  let arguments: [Word?]

  init(of alignment: Alignment) {
    let steps = Self.joined(alignment.steps)
    reason = Self.quoteless(steps) ?? Self.parted(steps) ?? Self.reason(steps)
    arguments = steps.compactMap { [reason] step -> Word?? in
      switch step {
      case .match(.literal, let word), .wrong(.literal, let word):
        reason.coversValues ? .some(nil) : word
      case .missing(.literal): .some(nil)
      case .match(.keyword, _), .wrong(.keyword, _), .missing(.keyword), .extra: nil
      }
    }
  }

  /// The steps, with a fixed word that is missing where another stands made one: `in` for `over`. Not
  /// so the first word, which may be that of another form.
  private static func joined(_ steps: [Alignment.Step]) -> [Alignment.Step] {
    steps.reduce(into: []) { joined, step in
      guard joined.count > 1 else { return joined.append(step) }
      switch (joined.last, step) {
      case (.missing(let part)?, .extra(let word)) where part.keyword != nil && word.isPlain,
        (.extra(let word)?, .missing(let part)) where part.keyword != nil && word.isPlain:
        joined[joined.count - 1] = .wrong(part, word)
      default: joined.append(step)
      }
    }
  }

  /// A single edit, or several that belong together; more of them cannot be told apart.
  private static func reason(_ steps: [Alignment.Step]) -> Reason {
    var reasons: [Reason] = []
    var last: Word?
    for step in steps {
      switch step {
      case .match(_, let word), .wrong(.literal, let word): last = word
      case .wrong(.keyword(let keyword), let word):
        reasons.append(.wrong(keyword, word))
        last = word
      case .extra(let word):
        reasons.append(.extra(word))
        last = word
      case .missing(let part):
        if case .missing(let parts, let before) = reasons.last, before?.span == last?.span {
          reasons[reasons.count - 1] = .missing(parts + [part], after: before)
        } else {
          reasons.append(.missing([part], after: last))
        }
      }
    }
    return reasons.count > 1 ? .unreadable : reasons.first ?? .none
  }

  /// A quoted literal that ends the form, and only words where it should stand.
  private static func quoteless(_ steps: [Alignment.Step]) -> Reason? {
    var tail: [Word] = []
    var isQuoted = false
    for step in steps {
      switch step {
      case .match, .missing: if isQuoted { return nil }
      case .wrong(.literal(_, let literal), let word) where literal.isQuoted:
        isQuoted = true
        tail.append(word)
      case .extra(let word): tail.append(word)
      case .wrong: return nil
      }
    }
    return isQuoted && tail.count > 1 && !tail.contains(where: \.isString) ? .unquoted(tail) : nil
  }

  private static func parted(_ steps: [Alignment.Step]) -> Reason? {
    for (step, next) in zip(steps, steps.dropFirst()) {
      guard let number = step.value, case .extra(let unit) = next else { continue }
      let isNumber = number.bytes.allSatisfy(\.isDigit)
      if isNumber || unit.bytes.first == UInt8(ascii: "/"), !unit.isString, !unit.resemblesQuantity,
        unit.bytes.count <= 3 || mendTimeUnit(unit.text[...]) != nil
      {
        return .parted(number, unit: unit)
      }
    }
    return nil
  }
}

extension Alignment.Step {
  /// The word that stands for a literal.
  fileprivate var value: Word? {
    switch self {
    case .match(.literal, let word), .wrong(.literal, let word): word
    case .match(.keyword, _), .wrong(.keyword, _), .missing, .extra: nil
    }
  }
}

extension Word {
  /// Neither a value nor text.
  fileprivate var isPlain: Bool { !isString && !resemblesQuantity }
}

extension Misfit.Reason {
  /// Whether nothing more need be said of the values.
  fileprivate var coversValues: Bool {
    switch self {
    case .unquoted, .parted, .unreadable: true
    case .none, .wrong, .missing, .extra: false
    }
  }
}
