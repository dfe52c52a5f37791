import ScenarioSyntax

// Words that are known, and stand in a block that does not admit them.

/// The blocks that admit a word. What lies in another of them need not be named.
func homes(of word: String) -> [String] { homes[word] ?? [] }

/// Those of each word of the language, looked up once: of unknown words there may be many.
private let homes: [String: [String]] = {
  let words = expanded.words
  let owners = words.reduce(into: [:]) { $0[$1] = expanded.owners(of: $1) }
  return owners.mapValues { blocks in
    blocks.filter { block in
      let outer = owners[block] ?? []
      return !blocks.contains { $0 != block && outer.contains($0) }
    }
  }
}()

/// Whether a word is one that only a file admits, and no block.
func standsAlone(_ word: Word) -> Bool {
  let inSweeps = sweepBody.description.entries
  return file.description.entries.contains { word.spells($0.name) }
    && !inSweeps.contains { word.spells($0.name) }
}

extension BlockDescription {
  /// Whether a word that the block lacks stands where it was misplaced, and is reported there: in
  /// a block below; or the contents of its own block stand in this one.
  func isMisplaced(_ entry: EntryDescription, in nodes: NodeList) -> Bool {
    nodes.contains { node in
      if let known = entries.first(where: { $0.name == node.word.text }) {
        return known.forms.contains {
          $0.block?.holdsMisplaced(entry.name, node.children) ?? false
        }
      }
      return entry.forms.contains { $0.block?.names(node.word) ?? false }
    }
  }

  private func holdsMisplaced(_ name: String, _ nodes: NodeList) -> Bool {
    guard map == nil else { return false }
    return nodes.contains { node in
      guard let known = entries.first(where: { $0.name == node.word.text }) else {
        return node.word.text == name
      }
      return known.forms.contains { $0.block?.holdsMisplaced(name, node.children) ?? false }
    }
  }

  private func names(_ word: Word) -> Bool { entries.contains { word.spells($0.name) } }

  /// All that this block and those below it admit.
  fileprivate var words: Set<String> {
    entries.reduce(into: []) { words, entry in
      words.insert(entry.name)
      for block in entry.forms.compactMap(\.block) { words.formUnion(block.words) }
    }
  }

  /// The names of the blocks, from this one down, that admit a word.
  fileprivate func owners(of word: String, named name: String? = nil) -> [String] {
    var owners: [String] = []
    for entry in entries {
      if entry.name == word, let name { owners.append(name) }
      for block in entry.forms.compactMap(\.block) {
        owners += block.owners(of: word, named: entry.name)
      }
    }
    return owners.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
