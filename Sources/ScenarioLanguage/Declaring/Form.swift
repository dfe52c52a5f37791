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
    let (parts, tail) = Self.parts(repeat each argument)
    description = FormDescription(parts: parts, tail: tail, block: nil)
    self.build = { words, _, report in
      var words = words.makeIterator()
      let values = (repeat (each argument).read(words.next() ?? nil, &report))
      do { return build(repeat try present(each values)) } catch { return nil }
    }
  }

  /// A form with a block after its arguments.
  init<each Value: Sendable, Contents: Sendable>(
    _ argument: repeat Argument<each Value>, block: Block<Contents>,
    build: @escaping @Sendable (Contents, repeat Located<each Value>) -> Output
  ) {
    let (parts, tail) = Self.parts(repeat each argument)
    description = FormDescription(parts: parts, tail: tail, block: block.description)
    self.build = { words, node, report in
      var words = words.makeIterator()
      let values = (repeat (each argument).read(words.next() ?? nil, &report))
      guard let contents = block.read(node.children, in: node, &report) else { return nil }
      do { return build(contents, repeat try present(each values)) } catch { return nil }
    }
  }

  /// The meaning of a node of which `words` are the form's arguments, in order; nil for one that is
  /// missing, which is reported by whoever noticed.
  func read(_ words: [Word?], of node: Node, _ report: inout Report) -> Output? {
    build(words, node, &report)
  }

  private static func parts<each Value>(
    _ argument: repeat Argument<each Value>
  ) -> (required: [Part], tail: [Part]) {
    var (required, tail): ([Part], [Part]) = ([], [])
    for argument in repeat each argument {
      precondition(tail.isEmpty, "only the last argument can be optional")
      if argument.isOptional { tail = argument.parts } else { required += argument.parts }
    }
    return (required, tail)
  }
}

/// A typed argument of a form, after the words that label it.
struct Argument<Value: Sendable>: Sendable {
  let parts: [Part]
  let isOptional: Bool
  private let value: @Sendable (Word?, inout Report) -> Located<Value>?

  /// An argument after the fixed words of its label; the placeholder stands for it in the reference.
  init(_ label: String, _ placeholder: String, _ kind: LiteralKind<Value>) {
    parts = Part.keywords(label) + [.literal(placeholder, kind.description)]
    isOptional = false
    value = { word, report in
      guard let word, !word.isBroken else { return nil }
      return kind.read(word, &report).map { Located($0, at: report.place(of: word.span)) }
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
    value = { word, report in
      guard let word else { return Located(nil, at: report.place(of: .at(0))) }
      return argument.read(word, &report).map { Located($0, at: $0.span) }
    }
  }

  /// Nil, and a report, where the word is no such literal; nil alone where there is no word.
  func read(_ word: Word?, _ report: inout Report) -> Located<Value>? { value(word, &report) }
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
    case .literal(_, let literal): word.isBroken ? literal.isQuoted : literal.resembles(word)
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

package struct FormDescription: Sendable {
  /// Without the optional argument, if there is one.
  package let parts: [Part]
  /// The optional argument, which comes last.
  package let tail: [Part]
  package let block: BlockDescription?
  /// The ways to spell the form: without the optional argument and with it.
  let spellings: [[Part]]

  init(parts: [Part], tail: [Part], block: BlockDescription?) {
    self.parts = parts
    self.tail = tail
    self.block = block
    spellings = tail.isEmpty ? [parts] : [parts, parts + tail]
  }

  /// Such as `linear from A to B over D`.
  package func text(after name: String) -> String {
    let optional = tail.isEmpty ? [] : ["[\(tail.map(\.text).joined(separator: " "))]"]
    let words = [name] + parts.map(\.text) + optional + (block == nil ? [] : ["{ … }"])
    return words.joined(separator: " ")
  }
}

extension FormDescription {
  /// The words of the form's arguments, where all words are as one of the spellings wants them.
  func arguments(from words: [Word]) -> [Word]? {
    for parts in spellings where parts.count == words.count {
      if zip(parts, words).allSatisfy({ $0.admits($1) }) {
        return zip(parts, words).compactMap { $0.keyword == nil ? $1 : nil }
      }
    }
    return nil
  }
}

struct Absent: Error {}

/// The value, or an error that ends the reading of a pack.
func present<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw Absent() }
  return value
}
