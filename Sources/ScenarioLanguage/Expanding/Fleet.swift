import ScenarioSyntax

/// What the statements of a file come to: scenarios as they are written, each with what it is to be
/// read with.
struct Fleet: Sendable {
  var groups: [Group] = []
  /// The sources that are used, in the order of their numbers, from 1.
  var used: [SourceText] = []

  /// Whether each scenario stands as it is written, for itself.
  var isPlain = true

  /// False where a file is missing that is used, and with it what the scenarios may lack.
  var isComplete = true

  /// A scenario as it is written, and the ordinary scenarios that it stands for.
  struct Group: Sendable {
    /// Nil where it is none.
    let name: Located<String>?
    /// With the defaults in it.
    let node: Node
    /// From the outermost sweep to the innermost.
    let sweeps: [Sweep]
    /// What the names of the file stand for; nil where it has none.
    let bindings: Bindings?

    /// How many scenarios it stands for.
    var count: Int { sweeps.reduce(1) { $0 * $1.values.count } }
  }

  /// A name, and the values that it takes one after the other.
  struct Sweep: Sendable {
    let name: String
    let values: [Value]

    struct Value: Sendable {
      let word: Located<Word>
      /// As a part of a scenario's name.
      let suffix: String
    }
  }

  /// One of the scenarios of a group.
  struct Instance: Sendable {
    let name: Located<String>?
    let node: Node
    let values: [(name: String, word: Located<Word>)]
  }
}

extension Fleet.Group {
  /// The scenario at an index below ``count``; the innermost sweep goes round first.
  func instance(at index: Int) -> Fleet.Instance {
    var rest = index
    var chosen: [(name: String, value: Fleet.Sweep.Value)] = []
    for sweep in sweeps.reversed() {
      chosen.append((sweep.name, sweep.values[rest % sweep.values.count]))
      rest /= sweep.values.count
    }
    chosen.reverse()
    if chosen.isEmpty {
      return Fleet.Instance(name: name, node: node.bound(by: bindings), values: [])
    }
    let values = chosen.map { (name: $0.name, word: $0.value.word) }
    let words = Dictionary(uniqueKeysWithValues: values.map { ($0.name, $0.word.value) })
    return Fleet.Instance(
      name: name?.map { chosen.reduce($0) { "\($0)-\($1.value.suffix)" } },
      node: node.bound(by: Bindings(words, in: bindings)), values: values)
  }
}
