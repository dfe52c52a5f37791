import ScenarioSyntax

extension Entry {
  /// The value of a node. Nil, and a report, where it cannot be told.
  func read(_ node: Node, _ report: inout Report) -> Value? {
    let words = node.arguments
    for form in forms {
      if let arguments = form.description.arguments(from: words) {
        checkCommas(of: node, form, arguments, &report)
        guard checkBlock(of: node, form, &report) else { return nil }
        return read(node, form, arguments, &report)
      }
    }
    if let block = onlyBlock, node.openBrace == nil, !node.hasOpenString,
      let arguments = node.argumentsSpan
    {
      report.add(missingBlock(node, block, around: arguments))
      return nil
    }
    let (form, alignment) = nearestForm(to: words)
    let misfit = Misfit(of: alignment)
    // What is said of a string that is not closed, or of a name without a meaning, says enough.
    if !node.hasOpenString, !words.contains(where: \.isReference),
      let problem = malformed(node, misfit)
    {
      report.add(problem)
    }
    guard checkBlock(of: node, form, &report) else { return nil }
    return read(node, form, misfit.arguments, &report)
  }

  private func read(
    _ node: Node, _ form: Form<Value>, _ arguments: [Word?], _ report: inout Report
  ) -> Value? {
    guard node.hasOpenString, form.description.block == nil else {
      return form.read(arguments, of: node, &report)
    }
    let count = report.diagnostics.count
    defer { report.take(from: count) }
    return form.read(arguments, of: node, &report)
  }

  /// The block, where the word takes that and nothing else.
  private var onlyBlock: BlockDescription? {
    let form = forms[0].description
    return forms.count == 1 && form.parts.isEmpty && form.tail.isEmpty ? form.block : nil
  }

  /// Where the first word is right, only the forms that begin with it come into question.
  private func nearestForm(to words: [Word]) -> (Form<Value>, Alignment) {
    let begun = forms(begunBy: words)
    let isList = begun[0].description.isList
    let words = isList ? Array(words.prefix(Alignment.longestList)) : words
    var best = (begun[0], Alignment(of: begun[0].description.parts, with: words))
    for form in begun {
      for parts in form.description.spellings(for: words.count) {
        let alignment = Alignment(of: parts, with: words)
        if alignment.cost < best.1.cost { best = (form, alignment) }
      }
    }
    return best
  }

  /// The forms whose first fixed word is the first of `words`; all where there is none.
  func forms(begunBy words: [Word]) -> [Form<Value>] {
    let begun = forms.filter { form in
      guard let keyword = form.description.parts.first?.keyword else { return false }
      return words.first?.spells(keyword) ?? false
    }
    return begun.isEmpty ? forms : begun
  }

  /// Commas stand between the values of a list, and nowhere else.
  private func checkCommas(
    of node: Node, _ form: Form<Value>, _ arguments: [Word], _ report: inout Report
  ) {
    let commas = node.commas
    let isList = form.description.isList
    guard isList || !commas.isEmpty else { return }
    let values = isList ? arguments.dropFirst(form.description.argumentCount - 1) : []
    var stray = commas[...]
    for (value, next) in zip(values, values.dropFirst()) {
      while let comma = stray.first, comma < value.span {
        report.add(strayComma(comma, in: node))
        stray.removeFirst()
      }
      if let comma = stray.first, comma < next.span {
        stray.removeFirst()
      } else {
        return report.add(missingComma(after: value, before: next))
      }
    }
    for comma in stray { report.add(strayComma(comma, in: node)) }
  }

  private func checkBlock(of node: Node, _ form: Form<Value>, _ report: inout Report) -> Bool {
    switch (form.description.block, node.openBrace) {
    case (nil, let brace?): report.add(unexpectedBlock(node, at: brace))
    case (let block?, nil):
      report.add(missingBlock(node, block))
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

  let cost: Int
  /// Of what is left of the parts and the words, from each on.
  private let costs: [[Int]]
  private let parts: [Part]
  private let words: [Word]

  /// More values of a list are not looked at where its beginning is wrong.
  static let longestList = 16

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
    (self.costs, self.parts, self.words) = (costs, parts, Array(words))
  }

  private static func cost(_ part: Part, _ word: Word) -> Int {
    switch part {
    case .keyword(let keyword):
      if word.spells(keyword) { return 0 }
      let isNear = word.mayBeNear(keyword) && nearest(to: word.text, among: [keyword]) != nil
      return isNear ? Cost.misspelt : Cost.unlikely
    case .literal: return part.admits(word) ? 0 : Cost.missing
    }
  }

  /// Those of the cheapest way.
  var steps: [Step] {
    var steps: [Step] = []
    var (part, word) = (0, 0)
    while part < parts.count || word < words.count {
      let here = costs[part][word]
      if part < parts.count, word < words.count {
        let step = Self.cost(parts[part], words[word])
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
  /// A quick look: no word of another length is. A scalar outside of ASCII is an edit itself, and takes
  /// up to four bytes.
  fileprivate func mayBeNear(_ keyword: String) -> Bool {
    let (length, most) = (keyword.utf8.count, mostEdits(of: keyword))
    return (length - most...length + 4 * most).contains(bytes.count)
  }

  func spells(_ text: String) -> Bool {
    let bytes = bytes
    return bytes.count == text.utf8.count && bytes.elementsEqual(text.utf8) && !isString
  }
}
