/// Plain data, or a part of it, written as literals, that prints as YAML or as JSON.
///
/// Maps keep the order in which they were written: people read the files.
package enum Document: Sendable {
  case map([(key: String, value: Document)])
  case list([Document])
  case string(String)
  case integer(Int)
  /// A decimal number of three places at the most, held exactly.
  case thousandths(Int)
  case boolean(Bool)
}

extension Document: ExpressibleByDictionaryLiteral {
  /// An entry whose value is nil is left out.
  package init(dictionaryLiteral entries: (String, Document?)...) {
    self = .map(entries.compactMap { key, value in value.map { (key, $0) } })
  }
}

extension Document: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Document...) { self = .list(elements) }
}

extension Document: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) { self = .string(text) }
}

extension Document: ExpressibleByIntegerLiteral {
  package init(integerLiteral number: Int) { self = .integer(number) }
}

extension Document: ExpressibleByBooleanLiteral {
  package init(booleanLiteral truth: Bool) { self = .boolean(truth) }
}

extension Document {
  /// A number of thousandths as JSON and YAML have it: `0.25`, `-3`.
  package static func text(ofThousandths number: Int) -> String {
    let (whole, rest) = number.magnitude.quotientAndRemainder(dividingBy: 1_000)
    var places = String(String(rest + 1_000).dropFirst())
    while places.last == "0" { places.removeLast() }
    return (number < 0 ? "-" : "") + "\(whole)" + (places.isEmpty ? "" : ".\(places)")
  }
}
