import ScenarioSyntax

/// What may stand between the braces of a node, and what it means.
package struct Block<Output: Sendable>: Sendable {
  package let description: BlockDescription
  private let contents: @Sendable (NodeList, Node?, inout Report) -> Output?

  /// A block of properties, in any order, each at most once; `build` is called only when each has a
  /// value.
  init<each Value: Sendable>(
    _ property: repeat Property<each Value>,
    build: @escaping @Sendable (repeat each Value) -> Output
  ) {
    let description = BlockDescription(
      entries: Self.descriptions(repeat each property), isOrdered: false)
    self.description = description
    contents = { nodes, owner, report in
      var sorted = SortedNodes(assign(nodes, in: owner, to: description, &report))
      let place = Place(owner: owner, block: description, nodes: nodes)
      let values = (repeat (each property).read(sorted.next(), place, &report))
      do { return build(repeat try present(each values)) } catch { return nil }
    }
  }

  private static func descriptions<each Value>(
    _ property: repeat Property<each Value>
  ) -> [EntryDescription] {
    var entries: [EntryDescription] = []
    for property in repeat each property { entries.append(property.description) }
    return entries
  }

  /// What the nodes of a block mean, or, without an owner, those of a file. Nil, and a report, where
  /// that cannot be told.
  func read(_ nodes: NodeList, in owner: Node?, _ report: inout Report) -> Output? {
    contents(nodes, owner, &report)
  }
}

extension Block {
  /// A block whose nodes each stand for themselves: one that cannot be read is left out.
  static func list<Element>(of entries: [Entry<Element>]) -> Block where Output == [Element] {
    Block(ordered: entries) { elements in elements.compactMap(\.self) }
  }

  /// A block whose nodes make up a whole, in their order: where one cannot be read, there is none.
  /// Blocks whose nodes are called the same may lie in each other.
  static func sequence<Element>(
    of entries: [Entry<Element>], called name: String
  ) -> Block where Output == [Element] {
    Block(ordered: entries, called: name) { elements in
      let readable = elements.compactMap(\.self)
      return readable.count == elements.count ? readable : nil
    }
  }

  private init<Element>(
    ordered entries: [Entry<Element>], called name: String? = nil,
    build: @escaping @Sendable ([Element?]) -> Output?
  ) {
    let description = BlockDescription(
      entries: entries.map(\.description), isOrdered: true, nodeName: name)
    self.description = description
    contents = { nodes, owner, report in
      build(
        assign(nodes, in: owner, to: description, &report).map { assigned -> Element? in
          report.isFull ? nil : assigned.flatMap { entries[$0.entry].read($0.node, &report) }
        })
    }
  }
}

extension Block {
  /// A block whose nodes are not words of the language but the keys of a map, each with one value.
  static func map<Key: Hashable, Value>(
    keys: LiteralKind<Key>, values: LiteralKind<Value>
  ) -> Block where Output == [(key: Located<Key>, value: Located<Value>)] {
    let description = BlockDescription(
      entries: [], isOrdered: false, map: (key: keys.description, value: values.description))
    return Block(description: description) { nodes, _, report in
      var seen: [Key: Node] = [:]
      return nodes.compactMap { node in
        if report.isFull { return nil }
        if node.lacksWord, let problem = missingWord(node, nil) { report.add(problem) }
        if node.lacksWord { return nil }
        let entry = Entry(node.word.text, "", Form(Argument("VALUE", values)) { value in value })
        let key = report.read(node.word, as: keys)
        guard let value = entry.read(node, &report), let key else { return nil }
        if let first = seen.updateValue(node, forKey: key.value) {
          report.add(repeatedProperty(node, first: first))
        }
        return (key, value)
      }
    }
  }

  private init(
    description: BlockDescription,
    contents: @escaping @Sendable (NodeList, Node?, inout Report) -> Output?
  ) {
    self.description = description
    self.contents = contents
  }
}

/// The nodes of a block by the property that they name, in the order of the properties.
private struct SortedNodes {
  private let assigned: [(node: Node, entry: Int)?]
  private var entry = 0

  init(_ assigned: [(node: Node, entry: Int)?]) {
    self.assigned = assigned
  }

  /// Those of the next property.
  mutating func next() -> [Node] {
    defer { entry += 1 }
    return assigned.compactMap { $0?.entry == entry ? $0?.node : nil }
  }
}

/// Where properties are read.
struct Place {
  /// Nil for the file.
  let owner: Node?
  let block: BlockDescription
  let nodes: NodeList
}

package final class BlockDescription: Sendable {
  package let entries: [EntryDescription]
  /// Whether the order of the nodes says something, and each may stand there several times.
  package let isOrdered: Bool
  /// What one of its nodes is called, where the block may lie in one of its like.
  package let nodeName: String?
  /// The kinds of key and value, where the nodes are the entries of a map.
  package let map: (key: LiteralDescription, value: LiteralDescription)?
  /// Whether the reference tells of the entries at another place.
  let isToldElsewhere: Bool

  init(
    entries: [EntryDescription], isOrdered: Bool, nodeName: String? = nil,
    map: (key: LiteralDescription, value: LiteralDescription)? = nil, isToldElsewhere: Bool = false
  ) {
    self.entries = entries
    self.isOrdered = isOrdered
    self.nodeName = nodeName
    self.map = map
    self.isToldElsewhere = isToldElsewhere
  }

  var toldElsewhere: BlockDescription {
    BlockDescription(
      entries: entries, isOrdered: isOrdered, nodeName: nodeName, map: map, isToldElsewhere: true)
  }

  /// The entry that a word names.
  func index(of word: Word) -> Int? {
    let bytes = word.bytes
    return entries.firstIndex {
      $0.spelling.count == bytes.count && $0.spelling.elementsEqual(bytes)
    }
  }
}
