import ScenarioSyntax

extension Entry {
  /// The value of a node. Nil, and a report, where it cannot be told.
  func read(_ node: Node, _ report: inout Report) -> Value? {
    let words = node.arguments
    let spellings = forms.flatMap { form in form.spellings.map { (form: form, parts: $0) } }
    for (form, parts) in spellings {
      if let arguments = exactMatch(of: parts, with: words) {
        return checkBlock(of: node, form, &report)
          ? form.read(arguments, of: node, &report) : nil
      }
    }
    let alignments = spellings.map { Alignment(of: $0.parts, with: words) }
    guard let best = alignments.indices.min(by: { alignments[$0].cost < alignments[$1].cost })
    else { return nil }
    let form = spellings[best].form
    let misfit = Misfit(of: alignments[best])
    if let problem = malformed(node, misfit) { report.add(problem) }
    guard checkBlock(of: node, form, &report) else { return nil }
    return form.read(misfit.arguments, of: node, &report)
  }

  private func exactMatch(of parts: [Part], with words: [Word]) -> [Word]? {
    guard parts.count == words.count else { return nil }
    var arguments: [Word] = []
    for (part, word) in zip(parts, words) {
      switch part {
      case .keyword(let keyword): if !word.spells(keyword) { return nil }
      case .literal(_, let literal):
        if !literal.resembles(word) { return nil }
        arguments.append(word)
      }
    }
    return arguments
  }

  private func checkBlock(of node: Node, _ form: Form<Value>, _ report: inout Report) -> Bool {
    switch (form.block, node.openBrace) {
    case (nil, let brace?): report.add(unexpectedBlock(node, at: brace))
    case (_?, nil):
      report.add(missingBlock(node))
      return false
    case (nil, nil), (_?, _?): break
    }
    return true
  }
}

/// The cheapest way to make the words of a node those of a form: an edit distance, with a trace.
struct Alignment {
  enum Step {
    case match(Part, Word)
    /// A word that is not what should stand there.
    case wrong(Part, Word)
    case missing(Part)
    case extra(Word)
  }

  let steps: [Step]
  let cost: Int

  /// In tenths of an edit: a misspelt word is more likely than a missing or an extra one.
  private enum Cost {
    static let misspelt = 6
    static let unlikely = 25
    static let missing = 10
    static let extra = 10
  }

  init(of parts: [Part], with words: [Word]) {
    // A node with very many words is rubbish; what is beyond the form's length and a little is not
    // worth a quadratic look.
    let words = words.prefix(parts.count + 8)
    var costs = [[Int]](repeating: [], count: parts.count + 1)
    costs[parts.count] = (0...words.count).map { (words.count - $0) * Cost.extra }
    for part in parts.indices.reversed() {
      var row = [Int](repeating: 0, count: words.count + 1)
      row[words.count] = costs[part + 1][words.count] + Cost.missing
      for word in words.indices.reversed() {
        row[word] = min(
          costs[part + 1][word + 1] + Self.cost(parts[part], words[word]),
          costs[part + 1][word] + Cost.missing, row[word + 1] + Cost.extra)
      }
      costs[part] = row
    }
    cost = costs[0][0]
    steps = Self.trace(costs, parts, Array(words))
  }

  private static func cost(_ part: Part, _ word: Word) -> Int {
    switch part {
    case .keyword(let keyword):
      if word.spells(keyword) { return 0 }
      return nearest(to: word.text, among: [keyword]) == nil ? Cost.unlikely : Cost.misspelt
    case .literal(_, let literal):
      return literal.resembles(word) ? 0 : Cost.missing
    }
  }

  private static func trace(_ costs: [[Int]], _ parts: [Part], _ words: [Word]) -> [Step] {
    var steps: [Step] = []
    var (part, word) = (0, 0)
    while part < parts.count || word < words.count {
      let here = costs[part][word]
      if part < parts.count, word < words.count {
        let step = cost(parts[part], words[word])
        if here == costs[part + 1][word + 1] + step {
          steps.append(
            step == 0 ? .match(parts[part], words[word]) : .wrong(parts[part], words[word]))
          (part, word) = (part + 1, word + 1)
          continue
        }
      }
      if part < parts.count, here == costs[part + 1][word] + Cost.missing {
        steps.append(.missing(parts[part]))
        part += 1
      } else {
        steps.append(.extra(words[word]))
        word += 1
      }
    }
    return steps
  }
}

extension Word {
  func spells(_ text: String) -> Bool { !isString && bytes.elementsEqual(text.utf8) }
}
