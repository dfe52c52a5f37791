import ScenarioSyntax

/// The nodes of a block, and from the defaults what they do not say themselves.
///
/// An own node wins over the default of the same word; where both have blocks of properties or of
/// keys, these are merged in the same way. What may be repeated is added.
func merge(_ own: [Node], with defaults: [Node], _ block: BlockDescription) -> [Node] {
  var merged = own
  let indices = Dictionary(
    own.enumerated().map { (block.word(meantBy: $1), $0) }, uniquingKeysWith: { first, _ in first })
  for standard in defaults {
    let word = standard.word.text
    let entry = block.entries.first { $0.name == word }
    if let entry, case .repeated = entry.presence {
      merged.append(standard)
    } else if let index = indices[word] {
      let inner = entry?.forms.compactMap(\.block).first { !$0.isOrdered }
      guard let inner, own[index].openBrace != nil, standard.openBrace != nil else { continue }
      merged[index] = own[index].holding(
        merge(Array(own[index].children), with: Array(standard.children), inner))
    } else {
      merged.append(standard)
    }
  }
  return merged
}

extension BlockDescription {
  /// A misspelt word means the one that it will be taken for, and that stands in no other's way.
  fileprivate func word(meantBy node: Node) -> String {
    let word = node.word.text
    if map != nil || entries.contains(where: { $0.name == word }) { return word }
    return nearest(to: word, among: entries.map(\.name)) ?? word
  }
}
