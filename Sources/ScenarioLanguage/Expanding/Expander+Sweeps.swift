import ScenarioSyntax

/// What the names stand for at a place.
struct Scope {
  let bindings: Bindings?
  /// Those around the place, from the outermost.
  var sweeps: [Fleet.Sweep] = []
  private let ofFile: [String: Definition]
  private var ofSweeps: [String: Definition] = [:]

  init(of file: Brought, bindings: Bindings? = nil) {
    ofFile = file.names
    self.bindings = bindings
  }

  subscript(name: String) -> Definition? { ofSweeps[name] ?? ofFile[name] }

  var names: [String] { (Array(ofFile.keys) + ofSweeps.keys).sorted() }

  mutating func define(_ name: Located<String>) {
    ofSweeps[name.value] = Definition(name: name, value: nil)
  }
}

extension Expander {
  /// Adds what a statement makes: one scenario, or those of a sweep.
  mutating func add(
    _ statement: Statement, to fleet: inout Fleet, in scope: Scope, _ brought: Brought
  ) {
    switch statement {
    case .scenario(let name, let node):
      let isInHead = { (word: Word) in word.span.end <= node.headSpan.end }
      // That a scenario's name can be none has been said.
      for word in node.references.filter(isInHead) {
        if let definition = scope[word.name] { heard.insert(definition.name.span) }
      }
      hear(node.references.filter { !isInHead($0) }, in: scope)
      let children =
        brought.defaults.isEmpty
        ? nil : merge(Array(node.children), with: brought.defaults, scenario.description)
      fleet.groups.append(
        Fleet.Group(
          name: name, node: children.map(node.holding) ?? node, sweeps: scope.sweeps,
          bindings: scope.bindings))
    case .sweep(let name, let values, let node):
      add(sweep: node, name, values, to: &fleet, in: scope, brought)
    case .value, .defaults, .use: break
    }
  }

  private mutating func add(
    sweep node: Node, _ name: Located<String>?, _ values: [Located<Word>], to fleet: inout Fleet,
    in scope: Scope, _ brought: Brought
  ) {
    var scope = scope
    if let name, let first = scope[name.value] {
      report.add(repeatedName(name, first: first.name.span))
    } else if let name {
      let values = distinct(values, in: scope)
      scope.define(name)
      if !values.isEmpty { scope.sweeps.append(.init(name: name.value, values: values)) }
    }
    let statements = sweepBody.read(node.children, in: node, &report) ?? []
    let isEmpty = !node.children.contains { _ in true }
    if isEmpty { report.add(emptySweep(node)) }
    let scenarios = statements.count { if case .scenario = $0 { true } else { false } }
    if !admit(scenarios, of: scope.sweeps, at: node) {
      scope.sweeps = scope.sweeps.map { .init(name: $0.name, values: [$0.values[0]]) }
    }
    for statement in statements { add(statement, to: &fleet, in: scope, brought) }
    if let name, !isEmpty, scope[name.value]?.name.span == name.span { warnIfUnheard(name) }
  }

  /// The values but for those that make the same name as one before them.
  private mutating func distinct(
    _ values: [Located<Word>], in scope: Scope
  ) -> [Fleet.Sweep.Value] {
    var seen: [String: Located<Word>] = [:]
    var distinct: [Fleet.Sweep.Value] = []
    for value in values {
      var word = value.value
      if word.isReference {
        hear([word], in: scope)
        guard let named = scope[word.name]?.value, !named.isReference else { continue }
        word = named
      }
      guard !word.isBroken else { continue }
      let suffix = suffix(of: word)
      guard !suffix.isEmpty else {
        report.add(namelessValue(value))
        continue
      }
      if let first = seen[suffix] {
        report.add(
          repeatedValue(value, first: first, suffix, isSame: first.value.text == word.text))
      } else {
        seen[suffix] = Located(word, at: value.span)
        distinct.append(.init(word: Located(word, at: value.span), suffix: suffix))
      }
    }
    return distinct
  }

  /// Whether the scenarios written in a sweep may be made for each value of it and of those around
  /// it: they are counted before one is made.
  private mutating func admit(
    _ scenarios: Int, of sweeps: [Fleet.Sweep], at node: Node
  ) -> Bool {
    var (count, isCountable) = (scenarios, true)
    for sweep in sweeps {
      let product = count.multipliedReportingOverflow(by: sweep.values.count)
      isCountable = isCountable && !product.overflow
      count = product.partialValue
    }
    if isCountable, count <= mostScenarios - swept {
      swept += count
      return true
    }
    report.add(sweepTooLarge(node, scenarios, sweeps, count: isCountable ? count + swept : nil))
    return false
  }
}

/// In a file, of its sweeps. The bundles of so many take some hundred megabytes.
private let mostScenarios = 10_000

/// A value as a part of a DNS label: in lower case, and one `-` for all else in a row.
private func suffix(of word: Word) -> String {
  let bytes = word.isString ? word.bytes.dropFirst().dropLast() : word.bytes
  var suffix: [UInt8] = []
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      suffix.append(byte)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): suffix.append(byte | 0x20)
    default:
      if suffix.last != UInt8(ascii: "-"), !suffix.isEmpty { suffix.append(UInt8(ascii: "-")) }
    }
  }
  if suffix.last == UInt8(ascii: "-") { suffix.removeLast() }
  return String(decoding: suffix, as: UTF8.self)
}

// MARK: - Messages

extension DiagnosticKind {
  static let sweeps = [emptySweep, repeatedValue, namelessValue, sweepTooLarge]

  static let emptySweep = DiagnosticKind(
    "empty-sweep",
    explanation:
      "A sweep makes the scenarios that stand in its block; without one it makes nothing.",
    example: .init(
      wrong: sweepExample(of: "64Mi, 96Mi", body: "# none"), mended: sweepExample(of: "64Mi, 96Mi"))
  )

  static let repeatedValue = DiagnosticKind(
    "repeated-value",
    explanation: """
      Each value of a sweep makes a scenario of its own name. Names have lower-case letters, digits \
      and `-` alone, so that `1Gi` and `1gi`, or `50%` and `50`, make the same.
      """,
    example: .init(wrong: sweepExample(of: "64Mi, 64Mi"), mended: sweepExample(of: "64Mi, 96Mi")))

  static let namelessValue = DiagnosticKind(
    "nameless-value",
    explanation: """
      A value of a sweep becomes a part of the name of a scenario: it needs a letter or a digit.
      """,
    example: .init(
      wrong: sweepExample(
        of: "\"-\", \"b\"", body: "scenario leak { memory { limit 64Mi }\nabout $value }"),
      mended: sweepExample(
        of: "\"a\", \"b\"", body: "scenario leak { memory { limit 64Mi }\nabout $value }")))

  static let sweepTooLarge = DiagnosticKind(
    "sweep-too-large",
    explanation: """
      The sweeps of a file make at most \(mostScenarios) scenarios: each is a bundle of a dozen \
      files, and a pod of a cluster. A sweep in a sweep makes one for each pair of values.
      """,
    example: .init(wrong: sweepsExample(of: 22), mended: sweepsExample(of: 2)))

  private static func sweepsExample(of count: Int) -> String {
    func values(_ unit: String) -> String {
      (100..<100 + count).map { "\($0)\(unit)" }.joined(separator: ", ")
    }
    return """
      sweep limit in \(values("Mi")) {
          sweep peak in \(values("%")) {
              sweep time in \(values("m")) {
                  scenario leak {
                      schedule every 1d
                      memory { limit $limit }
                      ramp { linear from 64Mi to $peak over $time }
                  }
              }
          }
      }
      """
  }

  private static func sweepExample(
    of values: String, body: String = "scenario leak { memory { limit $value } }"
  ) -> String {
    """
    defaults {
        schedule every 30m
        ramp { jump to 640Mi }
    }

    sweep value in \(values) {
        \(body)
    }
    """
  }
}

private func emptySweep(_ node: Node) -> Diagnostic {
  let what = sweepBody.description.entries[0].name
  return Diagnostic(
    .emptySweep, "`\(node.word.text)` makes nothing", at: node.headSpan,
    label: "no `\(what)` in its block", help: "put a `\(what)` into it")
}

private func repeatedValue(
  _ value: Located<Word>, first: Located<Word>, _ suffix: String, isSame: Bool
) -> Diagnostic {
  let text = value.value.text
  return Diagnostic(
    .repeatedValue,
    isSame
      ? "`\(text)` stands twice in one sweep"
      : "`\(first.value.text)` and `\(text)` make the same name", at: value.span,
    label: isSame ? "said again here" : "makes `…-\(suffix)`, too",
    related: [.init(isSame ? "first said here" : "makes `…-\(suffix)`", at: first.span)],
    help: isSame ? "remove one" : "keep one of them")
}

private func namelessValue(_ value: Located<Word>) -> Diagnostic {
  Diagnostic(
    .namelessValue, "`\(value.value.text)` makes no name", at: value.span,
    label: "no letter and no digit", help: "write a value that has one")
}

/// `count` is nil where no number of the machine can tell.
private func sweepTooLarge(
  _ node: Node, _ scenarios: Int, _ sweeps: [Fleet.Sweep], count: Int?
) -> Diagnostic {
  let factors = sweeps.map { "\($0.values.count)" } + (scenarios > 1 ? ["\(scenarios)"] : [])
  let product = factors.count > 1 ? " (\(factors.joined(separator: " × ")))" : ""
  return Diagnostic(
    .sweepTooLarge,
    "the sweeps make \(count.map(String.init) ?? "too many to count") scenarios; "
      + "at most \(mostScenarios)", at: node.headSpan, label: "too many with this one\(product)",
    help: "sweep over fewer values, or in several files")
}
