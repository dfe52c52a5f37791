import ScenarioSyntax

/// A word that a block admits, the forms of its arguments, and a line of help.
struct Entry<Value: Sendable>: Sendable {
  let name: String
  let summary: String
  let forms: [Form<Value>]
  let description: EntryDescription

  init(_ name: String, _ summary: String, _ forms: Form<Value>...) {
    self.name = name
    self.summary = summary
    self.forms = forms
    description = EntryDescription(
      name: name, summary: summary, forms: forms.map(\.description), presence: .optional)
  }

  func description(as presence: EntryDescription.Presence) -> EntryDescription {
    EntryDescription(
      name: name, summary: summary, forms: description.forms, presence: presence)
  }
}

/// An entry of a block of properties: it stands there at most once, and when it does not, its
/// presence says what that means.
struct Property<Value: Sendable>: Sendable {
  let description: EntryDescription
  private let value: @Sendable ([Node], Place, inout Report) -> Value?

  /// The property's value, from the nodes of that name in a block. Nil where it cannot be read.
  func read(_ nodes: [Node], _ place: Place, _ report: inout Report) -> Value? {
    if case .repeated = description.presence { return value(nodes, place, &report) }
    for repeated in nodes.dropFirst() {
      report.add(repeatedProperty(repeated, first: nodes[0]))
    }
    return value(nodes, place, &report)
  }

  /// A property that has to be there; the arguments in `example` show its use.
  static func required<Output>(example: String, _ entry: Entry<Output>) -> Property
  where Value == Located<Output> {
    Property(description: entry.description(as: .required(example: example))) {
      nodes, place, report in
      guard let node = nodes.first else {
        let description = entry.description(as: .required(example: example))
        if !report.isPartial, !place.block.isMisplaced(description, in: place.nodes) {
          report.add(missingProperty(description, in: place.owner))
        }
        return nil
      }
      return entry.readLocated(node, &report)
    }
  }

  static func optional<Output>(_ entry: Entry<Output>) -> Property where Value == Located<Output>? {
    Property(description: entry.description(as: .optional)) { nodes, _, report in
      guard let node = nodes.first else { return .some(nil) }
      return entry.readLocated(node, &report)
    }
  }

  /// A property that may stand in its block any number of times.
  static func repeated<Output>(_ entry: Entry<Output>) -> Property
  where Value == [Located<Output>] {
    Property(description: entry.description(as: .repeated)) { nodes, _, report in
      let values = nodes.map { entry.readLocated($0, &report) }
      return values.contains { $0 == nil } ? nil : values.compactMap(\.self)
    }
  }

  /// A property with a default, which is written as an author would write the arguments.
  static func standard<Output>(_ text: String, _ entry: Entry<Output>) -> Property
  where Value == Located<Output> {
    let source = SourceText(name: "default", text: "\(entry.name) \(text)")
    guard let standard = parse(source).0.nodes.first(where: { _ in true }) else {
      preconditionFailure("the default of \(entry.name) is a node")
    }
    // Without a block it holds no places, so that reading it once is enough.
    var unheard = Report(zones: .utcOnly)
    let value = standard.openBrace == nil ? entry.read(standard, &unheard) : nil
    return Property(description: entry.description(as: .standard(text))) { nodes, place, report in
      if let node = nodes.first { return entry.readLocated(node, &report) }
      let span = place.owner?.headSpan ?? .at(0)
      if let value { return Located(value, at: report.place(of: span)) }
      return report.placing(at: span) { entry.readLocated(standard, &$0) }
    }
  }
}

extension Entry {
  /// The value, at the span of the arguments, or of the word where there are none.
  fileprivate func readLocated(_ node: Node, _ report: inout Report) -> Located<Value>? {
    read(node, &report).map {
      Located($0, at: report.place(of: node.argumentsSpan ?? node.word.span))
    }
  }
}

package final class EntryDescription: Sendable {
  package enum Presence: Sendable {
    case required(example: String)
    case optional
    /// Any number of times.
    case repeated
    /// The default, as an author would write it.
    case standard(String)
  }

  package let name: String
  package let summary: String
  package let forms: [FormDescription]
  package let presence: Presence
  /// Whether a block may come after its arguments.
  let takesBlock: Bool
  /// The bytes of the name.
  let spelling: [UInt8]

  init(name: String, summary: String, forms: [FormDescription], presence: Presence) {
    self.name = name
    self.summary = summary
    self.forms = forms
    self.presence = presence
    spelling = Array(name.utf8)
    takesBlock = forms.contains { $0.block != nil }
  }
}
