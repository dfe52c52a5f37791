package import ScenarioSyntax

/// What a check goes by, besides the source.
package struct Surroundings: Sendable {
  package let zones: ZoneDatabase
  package let library: SourceLibrary
  /// Schedules are judged by what follows this.
  package let now: Instant

  package init(zones: ZoneDatabase, library: SourceLibrary, now: Instant) {
    self.zones = zones
    self.library = library
    self.now = now
  }
}

/// What a tree means, and all that is wrong with it.
package struct Meaning: Sendable {
  /// Without those that have an error.
  package let scenarios: [Scenario]
  package let diagnostics: [Diagnostic]
  /// The sources that it uses, in the order of their numbers, from 1.
  package let used: [SourceText]

  /// That of a tree that is not looked at.
  package static let unknown = Meaning(scenarios: [], diagnostics: [], used: [])
}

package func check(_ tree: SyntaxTree, in surroundings: Surroundings) -> Meaning {
  var report = Report(zones: surroundings.zones)
  let fleet = expand(tree, from: surroundings.library, &report)
  report.isPartial = !fleet.isComplete
  var reader = ScenarioReader(now: surroundings.now)
  if fleet.isPlain {
    for group in fleet.groups where !report.isFull {
      reader.read(group.instance(at: 0), &report)
    }
    return Meaning(
      scenarios: reader.scenarios, diagnostics: report.diagnostics.all, used: fleet.used)
  }
  var chorus = Chorus(after: report.diagnostics.all)
  let count = report.diagnostics.count
  for (index, group) in fleet.groups.enumerated() {
    for number in 0..<group.count {
      let instance = group.instance(at: number)
      reader.read(instance, &report)
      chorus.add(report.take(from: count), of: instance, in: index, uses: report.uses)
      report.forgetUses()
    }
  }
  return Meaning(
    scenarios: reader.scenarios,
    diagnostics: report.diagnostics.all + chorus.diagnostics(of: fleet.groups), used: fleet.used)
}

/// Reads one scenario after the other.
private struct ScenarioReader {
  let now: Instant
  private(set) var scenarios: [Scenario] = []
  private var names: [String: Span] = [:]

  init(now: Instant) {
    self.now = now
  }

  mutating func read(_ instance: Fleet.Instance, _ report: inout Report) {
    let draft = scenario.read(instance.node.children, in: instance.node, &report)
    guard let draft, let name = instance.name, let scenario = draft(name, &report) else { return }
    if let first = names.updateValue(name.span, forKey: name.value) {
      report.add(repeatedScenario(name, first: first))
    }
    if name.value.utf8.count > longestName { report.add(sweptNameTooLong(name)) }
    let problems = Rule.all.flatMap { $0.check(scenario, now) }
    for problem in applyAllowances(of: scenario, to: problems) { report.add(problem) }
    if !problems.contains(where: { $0.kind.severity == .error }) { scenarios.append(scenario) }
  }
}

extension DiagnosticKind {
  /// Every kind there is.
  package static let all: [DiagnosticKind] =
    [
      syntax, declaring, sizes, durations, numbers, texts, labels, clocks, zones, crons, intervals,
      images, warnings, ramps, values, names, sweeps, files, [repeatedScenario, sweptNameTooLong],
      Rule.all.flatMap(\.kinds), [allowUnused],
    ].flatMap(\.self)
}

// MARK: - Messages

extension DiagnosticKind {
  static let repeatedScenario = DiagnosticKind(
    "repeated-scenario",
    explanation: """
      A scenario's name is that of its bundle and of its Kubernetes objects: one of two would be lost.
      """,
    example: .init(
      wrong: twoScenarios(named: "leak", "leak"), mended: twoScenarios(named: "leak", "other-leak"))
  )

  static let sweptNameTooLong = DiagnosticKind(
    "swept-name-too-long",
    explanation: """
      A sweep adds its values to the names of its scenarios, which have 63 characters at the most: \
      that is what a DNS label can have (RFC 1123).
      """,
    example: .init(
      wrong: sweptScenario(named: "leak-of-the-checkout-service-in-the-northern-warehouse-at-8"),
      mended: sweptScenario(named: "leak-of-the-checkout-service")))

  private static func sweptScenario(named name: String) -> String {
    """
    sweep limit in 256Mi, 512Mi {
        scenario \(name) {
            schedule every 30m
            memory { limit $limit }
            ramp { jump to 640Mi }
        }
    }
    """
  }

  private static func twoScenarios(named first: String, _ second: String) -> String {
    [first, second].map { name in
      """
      scenario \(name) {
          schedule every 30m
          memory { limit 512Mi }
          ramp { jump to 640Mi }
      }
      """
    }.joined(separator: "\n\n")
  }
}

private func sweptNameTooLong(_ name: Located<String>) -> Diagnostic {
  Diagnostic(
    .sweptNameTooLong, "`\(name.value)` is too long a name", at: name.span,
    label:
      "\(name.value.utf8.count) characters with the values of its sweeps; at most \(longestName)",
    help: "shorten the name")
}

private func repeatedScenario(_ name: Located<String>, first: Span) -> Diagnostic {
  Diagnostic(
    .repeatedScenario, "two scenarios are named `\(name.value)`", at: name.span,
    label: "named so again here", related: [.init("first named here", at: first)],
    help: "give them different names")
}
