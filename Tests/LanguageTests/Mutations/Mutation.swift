import ScenarioSyntax
import TestSupport

@testable import ScenarioLanguage

/// One slip of the hand: a source in which a single token is written otherwise.
struct Mutation {
  enum Kind: String, CaseIterable {
    case misspelt, dropped, doubled
    case unitSwapped = "unit swapped"
  }

  /// What the token is to the author.
  enum Subject: String, CaseIterable {
    /// The word that a line begins with.
    case word = "first word"
    /// A fixed word among the arguments.
    case keyword
    case quantity
    case string
    /// Any other word: a name, a key, a day, the id of a warning.
    case name
    case brace
    /// Of a list.
    case comma
    case lineEnd = "line end"
  }

  let kind: Kind
  let subject: Subject
  let source: SourceText
  /// What stood there, and what stands there now.
  let before: String
  let after: String
  /// Where in the mutated source.
  let offset: Int

  /// All mutations of a source.
  static func all(of source: SourceText) -> [Mutation] {
    var generator = SeededGenerator(seed: UInt64(source.bytes.count))
    let tokens = lex(source)
    var isFirst = true
    return zip(tokens, tokens.dropFirst()).flatMap { token, next -> [Mutation] in
      let span = Span(token.start, next.start)
      guard let subject = subject(of: token.kind, source[span], isFirst: isFirst) else { return [] }
      isFirst = subject == .lineEnd || subject == .brace
      return variants(of: source[span], subject, &generator).map { kind, text in
        mutation(of: source, span, kind, subject, text)
      }
    }
  }

  /// Nil where a change would change nothing, or where it has no place in a sound source.
  private static func subject(
    of kind: Token.Kind, _ text: String, isFirst: Bool
  ) -> Subject? {
    switch kind {
    case .newline: isFirst ? nil : .lineEnd
    case .openBrace, .closeBrace: .brace
    case .string: .string
    case .word where words.contains(text): isFirst ? .word : .keyword
    case .word: text.contains(#/^:?[0-9]/#) ? .quantity : .name
    case .reference: .name
    case .equals: .keyword
    case .comma: .comma
    case .byteOrderMark, .space, .comment, .unterminatedString, .stray, .endOfFile: nil
    }
  }

  private static func mutation(
    of source: SourceText, _ span: Span, _ kind: Kind, _ subject: Subject, _ text: String
  ) -> Mutation {
    let bytes = Fix.replace(span, with: text).applied(to: source.bytes)
    return Mutation(
      kind: kind, subject: subject, source: SourceText(name: source.name, bytes: bytes),
      before: source[span], after: text, offset: span.start)
  }
}

/// The words that the table spells.
private let words: Set<String> = file.description.words

extension BlockDescription {
  fileprivate var words: Set<String> {
    entries.reduce(into: []) { words, entry in
      words.insert(entry.name)
      for form in entry.forms {
        for case .keyword(let word) in form.parts + form.tail { words.insert(word) }
        words.formUnion(form.block?.words ?? [])
      }
    }
  }
}

// MARK: - What can happen to a token

private func variants(
  of text: String, _ subject: Mutation.Subject, _ generator: inout SeededGenerator
) -> [(Mutation.Kind, String)] {
  switch subject {
  case .lineEnd: return [(.dropped, " ")]
  case .comma: return [(.misspelt, "."), (.misspelt, ";"), (.dropped, ""), (.doubled, ",,")]
  case .brace:
    let bracket = text == "{" ? ["[", "("] : ["]", ")"]
    return bracket.map { (.misspelt, $0) } + [(.dropped, ""), (.doubled, text + text)]
  case .word, .keyword, .quantity, .string, .name:
    let misspelt = misspellings(of: text, isString: subject == .string, &generator)
    return misspelt.map { (.misspelt, $0) } + [(.dropped, ""), (.doubled, "\(text) \(text)")]
      + (subject == .quantity ? otherUnits(for: text).map { (.unitSwapped, $0) } : [])
  }
}

/// A swap of neighbours, a letter left out, one doubled, and one missed for its neighbour on the
/// keyboard; of a string, a quote left out, too.
private func misspellings(
  of text: String, isString: Bool, _ generator: inout SeededGenerator
) -> [String] {
  let letters = Array(text)
  let inner = isString ? 1..<letters.count - 1 : 0..<letters.count
  guard !inner.isEmpty else { return [] }
  var (swapped, dropped, doubled, missed) = (letters, letters, letters, letters)
  if inner.count > 1 {
    let place = Int.random(in: inner.dropLast(), using: &generator)
    swapped.swapAt(place, place + 1)
  }
  dropped.remove(at: .random(in: inner, using: &generator))
  let twice = Int.random(in: inner, using: &generator)
  doubled.insert(letters[twice], at: twice)
  let miss = Int.random(in: inner, using: &generator)
  missed[miss] = neighbor(of: letters[miss])
  let quoteless = isString ? [Array(letters.dropFirst()), Array(letters.dropLast())] : []
  return ([swapped, dropped, doubled, missed] + quoteless).map { String($0) }
    .filter { $0 != text && !$0.isEmpty }
}

private func neighbor(of letter: Character) -> Character {
  for row in ["1234567890-", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./"] {
    let keys = Array(row)
    if let place = keys.firstIndex(of: letter) {
      return keys[place + 1 < keys.count ? place + 1 : place - 1]
    }
  }
  return "x"
}

/// How other tools, other habits and other kinds of quantity would write it.
private func otherUnits(for text: String) -> [String] {
  let digits = text.prefix { $0.isNumber }
  let unit = text.dropFirst(digits.count)
  let clock = text.split(separator: ":", omittingEmptySubsequences: false)
  switch unit {
  case "Ki", "Mi", "Gi", "Ti":
    let letter = unit.prefix(1)
    let units = [
      "\(letter)B", "\(letter)", letter.lowercased(), unit.lowercased(), "\(unit)B", "", " \(unit)",
      "%",
    ]
    return units.map { digits + $0 }
  case "%": return ["", " %", "Mi", "pct"].map { digits + $0 }
  case "m", "s", "h":
    let long = ["m": ["min", "minutes"], "s": ["sec", "seconds"], "h": ["hr", "hours"]]
    let units = (long[String(unit)] ?? []) + [unit.uppercased(), "", " \(unit)", "Mi"]
    return units.map { digits + $0 }
  case "": return ["x", "m", "Mi", ".5"].map { digits + $0 }
  case _ where unit.contains("/"):
    let (size, period) = (unit.prefix { $0 != "/" }, unit.drop { $0 != "/" })
    let units = [
      "MB\(period)", "M\(period)", "\(size)\(period)ec", "\(size)ps", "\(size)",
      "\(size) \(period)",
    ]
    return units.map { digits + $0 }
  case _ where clock.count == 2 && clock[0].isEmpty: return ["\(clock[1])", "\(clock[1])m"]
  case _ where clock.count == 2:
    let hour = Int(clock[0]) ?? 0
    return [
      "\(hour):\(clock[1])", "\(hour % 12 == 0 ? 12 : hour % 12)\(hour < 12 ? "am" : "pm")",
      "\(clock[0])\(clock[1])", "\(clock[0]).\(clock[1])", "\(text):00",
    ].filter { $0 != text }
  default: return []
  }
}
