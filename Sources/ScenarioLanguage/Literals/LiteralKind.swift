import ScenarioSyntax

/// A kind of literal: how it is spelled, and how its value is read.
struct LiteralKind<Value: Sendable>: Sendable {
  let description: LiteralDescription
  /// Whether `read` makes something of a reference, too.
  private(set) var admitsReferences = false
  /// Nil, and a report, where the word is no such literal.
  let read: @Sendable (Word, inout Report) -> Value?

  init(
    _ name: String, _ summary: String, examples: [String],
    isQuoted: Bool = false, resembles: @escaping @Sendable (Word) -> Bool,
    read: @escaping @Sendable (Word, inout Report) -> Value?
  ) {
    description = LiteralDescription(
      name: name, summary: summary, examples: examples, isQuoted: isQuoted,
      resembles: resembles)
    self.read = read
  }
}

extension LiteralKind {
  var admittingReferences: LiteralKind {
    var kind = self
    kind.admitsReferences = true
    return kind
  }
}

package final class LiteralDescription: Sendable {
  package let name: String
  package let summary: String
  package let examples: [String]
  /// Whether it stands in quotes, so that it may hold blanks.
  package let isQuoted: Bool
  /// Whether a word looks as if it was meant to be one.
  let resembles: @Sendable (Word) -> Bool

  init(
    name: String, summary: String, examples: [String], isQuoted: Bool,
    resembles: @escaping @Sendable (Word) -> Bool
  ) {
    self.name = name
    self.summary = summary
    self.examples = examples
    self.isQuoted = isQuoted
    self.resembles = resembles
  }

  /// With its article.
  var named: String {
    let article = name.first.map { "aeiou".contains($0) } ?? false ? "an" : "a"
    return "\(article) \(name)"
  }
}

extension Word {
  /// Quantities begin with a digit; a sign or a point is a mistake that only a quantity can have.
  var resemblesQuantity: Bool {
    guard !isString, let first = bytes.first else { return false }
    return first.isDigit || first == UInt8(ascii: "-")
      || first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
  }
}

extension Word {
  /// A rate has a quantity's beginning, and a period after a slash.
  var resemblesRate: Bool { resemblesQuantity && bytes.contains(UInt8(ascii: "/")) }
}

/// A number and its unit, taken apart: `512Mi` is 512 and `Mi`.
struct Quantity {
  let whole: Int
  /// The digits after a decimal point, which no literal may have.
  let fraction: Substring?
  let unit: Substring

  /// Nil where the text does not begin with a digit. A number that no integer holds becomes the
  /// largest, which is too large for any literal.
  init?(_ text: Substring) {
    let digits = text.utf8.prefix(while: \.isDigit)
    guard !digits.isEmpty else { return nil }
    whole = Int(Substring(digits)) ?? .max
    let rest = text.utf8[digits.endIndex...]
    if rest.first == UInt8(ascii: ".") {
      let decimals = rest.dropFirst().prefix(while: \.isDigit)
      fraction = Substring(decimals)
      unit = Substring(rest[decimals.endIndex...])
    } else {
      fraction = nil
      unit = Substring(rest)
    }
  }
}

extension UInt8 {
  /// Whether it is one of ASCII.
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
