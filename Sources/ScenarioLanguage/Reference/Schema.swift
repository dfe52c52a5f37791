package import ScenarioDocuments

/// A JSON Schema (2020-12) of what a file says, as other tools hold it in data:
///
/// - a file, and each block whose order counts: a list of objects with one key, the word of a node;
/// - blocks that may lie in their like refer to one definition of a node of theirs;
/// - any other block: an object with a key for each property;
/// - a block of free keys: an object of them; a property that may be repeated: a list;
/// - a node's arguments: an object with a key for each, the fixed words before it or else its
///   placeholder; with a block beside, both in one;
/// - arguments without fixed words, as `512Mi`: the literal itself, a string without its quotes;
/// - fixed words alone, as `on-failure`: a string.
package var schema: Document {
  let title: Fields = [
    ("$schema", "https://json-schema.org/draft/2020-12/schema"), ("title", "A .scenario file"),
  ]
  let definitions = nodes(in: file.description) + literals(in: file.description)
  return .map(title + fields(of: file.description) + [("$defs", .map(definitions))])
}

/// The fields of a schema, or of an object in one, in the order of the table.
private typealias Fields = [(key: String, value: Document)]

private func fields(of block: BlockDescription) -> Fields {
  if let (key, value) = block.map {
    return [
      ("type", "object"), ("propertyNames", reference(to: key)),
      ("additionalProperties", reference(to: value)),
    ]
  }
  guard block.isOrdered else { return object(properties(of: block), required: block.required) }
  let node = block.nodeName.map { Document.map([("$ref", pointer(to: $0))]) }
  return [("type", "array"), ("items", node ?? .map(fields(ofNodeIn: block)))]
}

private func fields(ofNodeIn block: BlockDescription) -> Fields {
  let nodes = block.entries.map { entry in
    Document.map(object([(entry.name, .map(fields(of: entry)))], required: [entry.name]))
  }
  return [("anyOf", .list(nodes))]
}

private func properties(of block: BlockDescription) -> Fields {
  block.entries.map { ($0.name, .map(fields(of: $0))) }
}

private func fields(of entry: EntryDescription) -> Fields {
  var fields: Fields = [("description", .string(entry.summary))]
  if case .standard(let text) = entry.presence { fields.append(("default", data(of: text))) }
  let forms = entry.forms.map(ScenarioLanguage.fields)
  let value = forms.count == 1 ? forms[0] : [("anyOf", .list(forms.map { .map($0) }))]
  if case .repeated = entry.presence {
    return fields + [("type", "array"), ("items", .map(value))]
  }
  return fields + value
}

private func fields(of form: FormDescription) -> Fields {
  let (arguments, rest) = arguments(of: form)
  guard let first = arguments.first else {
    return form.block.map { fields(of: $0) } ?? [("const", .string(rest))]
  }
  if arguments.count == 1, first.label.isEmpty, form.block == nil { return first.fields }
  var properties: Fields = arguments.map { ($0.key, .map($0.fields)) }
  var required = arguments.filter { !$0.isOptional }.map(\.key)
  if let block = form.block {
    properties +=
      block.isOrdered
      ? [("block", .map(fields(of: block)))] : ScenarioLanguage.properties(of: block)
    required += block.isOrdered ? ["block"] : block.required
  }
  return object(properties, required: required)
}

private func object(_ properties: Fields, required: [String]) -> Fields {
  let required: Fields =
    required.isEmpty ? [] : [("required", .list(required.map { .string($0) }))]
  return [("type", "object"), ("properties", .map(properties))] + required
    + [("additionalProperties", false)]
}

extension BlockDescription {
  fileprivate var required: [String] {
    entries.compactMap { entry in
      if case .required = entry.presence { entry.name } else { nil }
    }
  }
}

// MARK: - Arguments

private struct LabelledArgument {
  /// The fixed words before it.
  let label: String
  let placeholder: String
  let literal: LiteralDescription
  let isOptional: Bool

  var key: String { label.isEmpty ? placeholder.lowercased() : label }
  var fields: Fields { [("$ref", pointer(to: literal.key))] }
}

private func reference(to literal: LiteralDescription) -> Document {
  .map([("$ref", pointer(to: literal.key))])
}

private func pointer(to definition: String) -> Document {
  .string("#/$defs/\(definition)")
}

/// The arguments of a form, and the fixed words after the last.
private func arguments(of form: FormDescription) -> ([LabelledArgument], rest: String) {
  var arguments: [LabelledArgument] = []
  var label: [String] = []
  for (index, part) in (form.parts + form.tail).enumerated() {
    switch part {
    case .keyword(let word): label.append(word)
    case .literal(let placeholder, let literal):
      arguments.append(
        LabelledArgument(
          label: label.joined(separator: " "), placeholder: placeholder, literal: literal,
          isOptional: index >= form.parts.count))
      label = []
    }
  }
  return (arguments, label.joined(separator: " "))
}

// MARK: - Definitions

/// The nodes of the blocks that may lie in their like, once each.
private func nodes(in block: BlockDescription) -> Fields {
  if let name = block.nodeName { return [(name, .map(fields(ofNodeIn: block)))] }
  return block.entries.flatMap(\.forms).compactMap(\.block).flatMap(nodes)
}

private func literals(in block: BlockDescription) -> Fields {
  var definitions: Fields = []
  for literal in block.literals where !definitions.contains(where: { $0.key == literal.key }) {
    let definition: Document = [
      "type": "string", "title": .string(literal.name), "description": .string(literal.summary),
      "examples": .list(literal.examples.map(data)),
    ]
    definitions.append((literal.key, definition))
  }
  return definitions
}

extension LiteralDescription {
  fileprivate var key: String { name.lowercased().replacing(" ", with: "-") }
}

/// Arguments as an author writes them, as data.
private func data(of arguments: String) -> Document {
  if arguments == "{ }" { return [:] }
  let isQuoted = arguments.hasPrefix("\"") && arguments.hasSuffix("\"")
  return .string(isQuoted ? String(arguments.dropFirst().dropLast()) : arguments)
}
