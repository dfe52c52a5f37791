/// Plain data, or a part of it, written as literals, that prints as YAML or as JSON.
///
/// Maps keep the order in which they were written: people read the files.
package enum Document: Sendable {
  case map([(key: String, value: Document)])
  case list([Document])
  case string(String)
  case integer(Int)
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
