import ScenarioSyntax

/// What a file may say: scenarios, and the words that make many of them in few lines.
let file = Block<[Statement]>.list(of: [
  scenarioEntry, sweepEntry(of: sweepBody.description), defaultsEntry, letEntry, useEntry,
])

/// What a file says once it is expanded.
let expanded = BlockDescription(entries: [scenarioEntry.description], isOrdered: true)

/// What a sweep may hold.
let sweepBody = Block<[Statement]>.list(of: [scenarioEntry, sweepEntry(of: innerSweepBody)])

/// Sweeps hold sweeps; so that the table does not hold itself, it tells that of one alone.
private let innerSweepBody = BlockDescription(
  entries: [scenarioEntry.description], isOrdered: true)

/// One statement of a file, its block yet to be read.
enum Statement: Sendable {
  /// The name is nil where it is none.
  case scenario(Located<String>?, Node)
  case sweep(Located<String>?, in: [Located<Word>], Node)
  case defaults(Node)
  case value(Located<String>, Located<Word>)
  case use(Located<String>)
}

private let scenarioEntry = Entry<Statement>(
  "scenario", "One pod that leaks: by its schedule, its limit and its ramp.",
  Form(Argument("NAME", .name.admittingReferences), unread: scenario.description) { node, name in
    .scenario(name, node)
  })

private func sweepEntry(of body: BlockDescription) -> Entry<Statement> {
  Entry(
    "sweep", "Makes each scenario in it once for each value; its name gets the value.",
    Form(
      Argument("NAME", .valueName), Argument(list: "in", "VALUE", .value), unread: body
    ) { node, name, values in
      .sweep(name, in: values?.value ?? [], node)
    })
}

private let defaultsEntry = Entry<Statement>(
  "defaults", "What each scenario of the file says, unless it says otherwise.",
  Form(unread: scenario.description.toldElsewhere) { node in .defaults(node) })

private let letEntry = Entry<Statement>(
  "let", "Names a value, for which `$NAME` stands then.",
  Form(Argument("NAME", .valueName), Argument("=", "VALUE", .value)) { name, value in
    .value(name, value)
  })

private let useEntry = Entry<Statement>(
  "use", "Brings the names and the defaults of another file.",
  Form(Argument("\"FILE\"", .path)) { path in .use(path) })
