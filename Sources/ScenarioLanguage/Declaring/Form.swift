import ScenarioSyntax

/// One way to write the arguments of a node, and what they mean.
///
/// This is the one clever thing in the project. A form is declared by its fixed words and its typed
/// arguments, and by a closure from the arguments' values to the meaning:
///
///     Form(Argument("from", "A", .level), Argument("to", "B", .level)) { from, to in … }
///
/// The parameter pack `each Value` ties the two together: the closure takes exactly the values that
/// the arguments yield, in their order and of their types, and the compiler says so when it does
/// not. Nothing is looked up by name, cast, or generated. What remains outside the types, the
/// `parts`, is all that completion, the reference and the messages need to know.
package struct Form<Output: Sendable>: Sendable {
  let description: FormDescription
  private let build: @Sendable ([Word?], Node, inout Report) -> Output?

  /// A form of fixed words alone.
  init(_ words: String, build: @escaping @Sendable () -> Output) {
    description = FormDescription(parts: Part.keywords(words), tail: [], block: nil)
    self.build = { _, _, _ in build() }
  }

  /// A form of arguments; `build` is called only when each has a value.
  init<each Value: Sendable>(
    _ argument: repeat Argument<each Value>,
    build: @escaping @Sendable (repeat Located<each Value>) -> Output
  ) {
    description = Self.description(repeat each argument, block: nil)
    self.build = { words, _, report in
      var words = words.makeIterator()
      let values = (repeat (each argument).read(&words, &report))
      do { return build(repeat try present(each values)) } catch { return nil }
    }
  }

  /// A form with a block after its arguments.
  init<each Value: Sendable, Contents: Sendable>(
    _ argument: repeat Argument<each Value>, block: Block<Contents>,
    build: @escaping @Sendable (Contents, repeat Located<each Value>) -> Output
  ) {
    description = Self.description(repeat each argument, block: block.description)
    self.build = { words, node, report in
      var words = words.makeIterator()
      let values = (repeat (each argument).read(&words, &report))
      guard let contents = block.read(node.children, in: node, &report) else { return nil }
      do { return build(contents, repeat try present(each values)) } catch { return nil }
    }
  }

  /// A form whose block is read later, and even where an argument has no value.
  init<each Value: Sendable>(
    _ argument: repeat Argument<each Value>, unread block: BlockDescription,
    build: @escaping @Sendable (Node, repeat Located<each Value>?) -> Output
  ) {
    description = Self.description(repeat each argument, block: block)
    self.build = { words, node, report in
      var words = words.makeIterator()
      let values = (repeat (each argument).read(&words, &report))
      return build(node, repeat each values)
    }
  }

  /// The meaning of a node of which `words` are the form's arguments, in order; nil for one that is
  /// missing, which is reported by whoever noticed.
  func read(_ words: [Word?], of node: Node, _ report: inout Report) -> Output? {
    build(words, node, &report)
  }

  private static func description<each Value>(
    _ argument: repeat Argument<each Value>, block: BlockDescription?
  ) -> FormDescription {
    var (required, tail): ([Part], [Part]) = ([], [])
    var isList = false
    for argument in repeat each argument {
      precondition(tail.isEmpty && !isList, "only the last argument can be optional or a list")
      if argument.isOptional { tail = argument.parts } else { required += argument.parts }
      isList = argument.isList
    }
    return FormDescription(parts: required, tail: tail, isList: isList, block: block)
  }
}

/// A typed argument of a form, after the words that label it.
struct Argument<Value: Sendable>: Sendable {
  let parts: [Part]
  let isOptional: Bool
  let isList: Bool
  private let value: @Sendable (inout Words, inout Report) -> Located<Value>?

  /// The words of a form's arguments that are yet to be read; nil for one that is missing.
  typealias Words = IndexingIterator<[Word?]>

  /// An argument after the fixed words of its label; the placeholder stands for it in the reference.
  init(_ label: String, _ placeholder: String, _ kind: LiteralKind<Value>) {
    parts = Part.keywords(label) + [.literal(placeholder, kind.description)]
    isOptional = false
    isList = false
    value = { words, report in
      guard let word = words.next() ?? nil else { return nil }
      return report.read(word, as: kind)
    }
  }

  init(_ placeholder: String, _ kind: LiteralKind<Value>) {
    self.init("", placeholder, kind)
  }

  /// An argument that may be left out, label and all. It must be the last.
  init<Wrapped>(
    optional label: String, _ placeholder: String, _ kind: LiteralKind<Wrapped>
  ) where Value == Located<Wrapped>? {
    let argument = Argument<Wrapped>(label, placeholder, kind)
    parts = argument.parts
    isOptional = true
    isList = false
    value = { words, report in
      guard let word = words.next() ?? nil else {
        return Located(nil, at: report.place(of: .at(0)))
      }
      return report.read(word, as: kind).map { Located($0, at: $0.span) }
    }
  }

  /// All arguments that are left, with commas between them. It must be the last.
  init<Element>(
    list label: String, _ placeholder: String, _ kind: LiteralKind<Element>
  ) where Value == [Located<Element>] {
    parts = Part.keywords(label) + [.literal(placeholder, kind.description)]
    isOptional = false
    isList = true
    value = { words, report in
      var elements: [Located<Element>] = []
      while case let word?? = words.next() {
        guard let element = report.read(word, as: kind) else { return nil }
        elements.append(element)
      }
      guard let first = elements.first, let last = elements.last else { return nil }
      return Located(elements, at: first.span.union(last.span))
    }
  }

  /// Nil, and a report, where the next word is no such literal; nil alone where there is no word.
  func read(_ words: inout Words, _ report: inout Report) -> Located<Value>? {
    value(&words, &report)
  }
}

/// What stands at one place of a form.
package enum Part: Sendable {
  case keyword(String)
  case literal(String, LiteralDescription)

  static func keywords(_ words: String) -> [Part] {
    words.split(separator: " ").map { .keyword(String($0)) }
  }

  var keyword: String? {
    switch self {
    case .keyword(let word): word
    case .literal: nil
    }
  }

  /// Whether a word looks as what should stand here. A string that is not closed is one.
  func admits(_ word: Word) -> Bool {
    switch self {
    case .keyword(let keyword): word.spells(keyword)
    case .literal(_, let literal):
      word.isReference || (word.isBroken ? literal.isQuoted : literal.resembles(word))
    }
  }

  /// The part as the reference and the messages show it.
  package var text: String {
    switch self {
    case .keyword(let word): word
    case .literal(let placeholder, _): placeholder
    }
  }
}

package final class FormDescription: Sendable {
  /// Without the optional argument, if there is one.
  package let parts: [Part]
  /// The optional argument, which comes last.
  package let tail: [Part]
  /// Whether the last part may stand there several times, with commas between.
  package let isList: Bool
  package let block: BlockDescription?
  /// The ways to spell the form: without the optional argument and with it.
  private let spellings: [[Part]]

  init(parts: [Part], tail: [Part], isList: Bool = false, block: BlockDescription?) {
    self.parts = parts
    self.tail = tail
    self.isList = isList
    self.block = block
    spellings = tail.isEmpty ? [parts] : [parts, parts + tail]
  }

  /// Such as `linear from A to B over D`.
  package func text(after name: String) -> String {
    let optional = tail.isEmpty ? [] : ["[\(tail.map(\.text).joined(separator: " "))]"]
    var words = [name] + parts.map(\.text) + optional
    if isList { words[words.count - 1] += ", …" }
    words += block == nil ? [] : ["{ … }"]
    return words.joined(separator: " ")
  }
}

extension FormDescription {
  var argumentCount: Int { parts.count { $0.keyword == nil } }

  /// The ways to spell the form; a list is as long as takes so many words.
  func spellings(for count: Int) -> [[Part]] {
    guard isList, let last = parts.last else { return spellings }
    return [parts + Array(repeating: last, count: max(count - parts.count, 0))]
  }

  /// The words of the form's arguments, where all words are as one of the spellings wants them.
  func arguments(from words: [Word]) -> [Word]? {
    for parts in spellings(for: words.count) where parts.count == words.count {
      if words.indices.allSatisfy({ parts[$0].admits(words[$0]) }) {
        return words.indices.compactMap { parts[$0].keyword == nil ? words[$0] : nil }
      }
    }
    return nil
  }
}

struct Absent: Error {}

/// The value, or an error that ends the reading of a pack. Inlined, for else its type would be looked
/// up for each value.
@inline(__always)
func present<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw Absent() }
  return value
}
