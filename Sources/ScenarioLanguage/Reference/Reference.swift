/// The reference of all that a file may say, in Markdown, as the table has it: a section a block.
package var reference: String {
  sections(of: file.description, named: "A file").joined(separator: "\n")
}

private func sections(of block: BlockDescription, named title: String) -> [String] {
  let order = block.isOrdered ? ", in the order written" : ""
  let rows = block.entries.map { entry in
    let forms = entry.forms.map { "`\($0.text(after: entry.name))`" }.joined(separator: "<br>")
    return "| \(forms) | \(presence(of: entry, in: block)) | \(entry.summary) |"
  }
  let section = """
    ### \(title)\(order)

    | form | unless said | meaning |
    | --- | --- | --- |
    \(rows.joined(separator: "\n"))

    """
  let inner = block.entries.flatMap { entry in
    entry.forms.compactMap(\.block).flatMap { sections(of: $0, named: "`\(entry.name) { … }`") }
  }
  return [section] + inner
}

private func presence(of entry: EntryDescription, in block: BlockDescription) -> String {
  switch entry.presence {
  case .required: "required"
  case .optional: block.isOrdered ? "" : "nothing"
  case .standard(let text): "`\(text)`"
  }
}
