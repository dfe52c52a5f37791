/// Plain data, or a part of it, written as literals, that prints as YAML or as JSON.
///
/// Maps keep the order in which they were written: people read the files.
enum Document: Sendable {
  case map([(key: String, value: Document)])
  case list([Document])
  case string(String)
  case integer(Int)
  case boolean(Bool)
}

extension Document: ExpressibleByDictionaryLiteral {
  /// An entry whose value is nil is left out.
  init(dictionaryLiteral entries: (String, Document?)...) {
    self = .map(entries.compactMap { key, value in value.map { (key, $0) } })
  }
}

extension Document: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: Document...) { self = .list(elements) }
}

extension Document: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self = .string(text) }
}

extension Document: ExpressibleByIntegerLiteral {
  init(integerLiteral number: Int) { self = .integer(number) }
}

extension Document: ExpressibleByBooleanLiteral {
  init(booleanLiteral truth: Bool) { self = .boolean(truth) }
}
