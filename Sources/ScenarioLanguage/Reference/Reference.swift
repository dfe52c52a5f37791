/// The reference of all that a file may say, in Markdown, as the table has it: a section a block.
package var reference: String {
  let blocks = sections(of: file.description, named: "A file")
  return (blocks + [literals(in: file.description)]).joined(separator: "\n")
}

/// What the placeholders of the forms stand for, each kind of literal once.
private func literals(in block: BlockDescription) -> String {
  var rows: [String] = []
  for literal in block.literals {
    let examples = literal.examples.map { "`\($0)`" }.joined(separator: ", ")
    let row = "| \(literal.name) | \(examples) | \(literal.summary) |"
    if !rows.contains(row) { rows.append(row) }
  }
  return """
    ### What stands for the capitals

    | literal | such as | |
    | --- | --- | --- |
    \(rows.joined(separator: "\n"))

    """
}

private func sections(of block: BlockDescription, named title: String) -> [String] {
  let order = block.isOrdered ? ", in the order written" : ""
  let section = """
    ### \(title)\(order)

    | form | unless said | meaning |
    | --- | --- | --- |
    \(rows(of: block).joined(separator: "\n"))

    """
  let inner = block.entries.flatMap { entry in
    // What a block holds of its own kind, as a repetition does, has been told with it.
    entry.forms.compactMap(\.block).filter {
      !block.holdsAll(of: $0) && !$0.isToldElsewhere
    }.flatMap {
      sections(of: $0, named: "`\(entry.name) { … }`")
    }
  }
  return [section] + inner
}

private func rows(of block: BlockDescription) -> [String] {
  if let (key, value) = block.map {
    return ["| `KEY VALUE` | nothing | A \(key.name) and a \(value.name), any number of them. |"]
  }
  return block.entries.map { entry in
    let forms = entry.forms.map { "`\($0.text(after: entry.name))`" }.joined(separator: "<br>")
    return "| \(forms) | \(presence(of: entry, in: block)) | \(entry.summary) |"
  }
}

private func presence(of entry: EntryDescription, in block: BlockDescription) -> String {
  switch entry.presence {
  case .required: "required"
  case .optional: block.isOrdered ? "" : "nothing"
  case .repeated: "nothing; several may stand there"
  case .standard(let text): "`\(text)`"
  }
}

extension BlockDescription {
  fileprivate func holdsAll(of other: BlockDescription) -> Bool {
    !other.entries.isEmpty && Set(other.entries.map(\.name)).isSubset(of: entries.map(\.name))
  }

  /// Those of all forms, in this block and below.
  var literals: [LiteralDescription] {
    (map.map { [$0.key, $0.value] } ?? [])
      + entries.flatMap(\.forms).flatMap { form in
        (form.parts + form.tail).compactMap(\.literal) + (form.block?.literals ?? [])
      }
  }
}

extension Part {
  fileprivate var literal: LiteralDescription? {
    switch self {
    case .keyword: nil
    case .literal(_, let literal): literal
    }
  }
}
