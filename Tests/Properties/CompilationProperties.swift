import ScenarioBackends
package import ScenarioLanguage
import ScenarioPlanning
import ScenarioReports
package import ScenarioSyntax

/// What a source breaks of the properties of all passes together, from the check to the files of a
/// bundle. Nothing is written.
package func compilationViolations(
  of source: SourceText, in surroundings: Surroundings
) -> [Violation] {
  var violations = Violations()
  let clock = ContinuousClock()
  let start = clock.now
  let compiled = Compiled(source, in: surroundings)
  let isQuick = clock.now - start < .milliseconds(100)
  violations.expect(
    compiled.diagnostics.allSatisfy { lies($0, within: [source] + compiled.used) },
    "diagnostics lie in the sources")
  expectReports(of: compiled, &violations)
  // A sweep may make thousands of scenarios: they are not all looked at again for each mend.
  if isQuick { expectMending(of: compiled, in: surroundings, &violations) }

  guard !compiled.plans.isEmpty else { return violations.found }
  let formatted = Compiled(SourceText(name: source.name, bytes: format(source)), in: surroundings)
  violations.expect(
    formatted.plans.map(\.staircase.steps) == compiled.plans.map(\.staircase.steps)
      && formatted.plans.map(\.outcome) == compiled.plans.map(\.outcome),
    "formatting changes no plan")

  let origin = Origin(source)
  for plan in compiled.plans.prefix(mostPlans) {
    expectForecast(of: plan, from: surroundings.now, &violations)
    expectBundle(of: Emission(plan, from: origin), &violations)
  }
  return violations.found
}

/// Of the scenarios of a sweep one is much like the other.
private let mostPlans = 20

/// What `scenarioc` makes of a source, up to the plans.
private struct Compiled {
  let source: SourceText
  /// The other sources that it uses.
  let used: [SourceText]
  let diagnostics: [Diagnostic]
  let plans: [Plan]

  init(_ source: SourceText, in surroundings: Surroundings) {
    let (tree, problems) = parse(source)
    let meaning = check(tree, in: surroundings)
    self.source = source
    used = meaning.used
    diagnostics = (problems + meaning.diagnostics).sorted { $0.span < $1.span }
    plans = errorCount(diagnostics) == 0 ? meaning.scenarios.map(plan) : []
  }
}

private func errorCount(_ diagnostics: [Diagnostic]) -> Int {
  diagnostics.count { $0.kind.severity == .error }
}

private func expectReports(of compiled: Compiled, _ violations: inout Violations) {
  let findings = Findings(compiled.diagnostics, on: compiled.source, using: compiled.used)
  var report = TextReport(colored: true)
  let texts = [
    report.text(of: findings), concise(findings), githubCommands(findings),
    String(decoding: json([findings]), as: UTF8.self),
    String(decoding: sarif([findings], version: Compiler.version, isComplete: true), as: UTF8.self),
  ]
  let escape: Unicode.Scalar = "\u{1B}"
  violations.expect(
    texts.dropFirst().allSatisfy { !$0.unicodeScalars.contains(escape) },
    "nothing in a source reaches the terminal as a control sequence")
  let isSilent = compiled.diagnostics.isEmpty
  violations.expect(texts.prefix(3).allSatisfy { $0.isEmpty == isSilent }, "each report tells all")
}

private func expectMending(
  of compiled: Compiled, in surroundings: Surroundings, _ violations: inout Violations
) {
  guard compiled.diagnostics.contains(where: { $0.fix != nil }) else { return }
  let diagnose = { Compiled($0, in: surroundings).diagnostics }
  var looks = 0
  let mended = mend(compiled.source) { source in
    looks += 1
    return diagnose(source)
  }
  violations.expect(looks < 24 * (compiled.diagnostics.count + 4), "mending comes to an end")
  violations.expect(
    errorCount(diagnose(mended)) <= errorCount(compiled.diagnostics), "mending adds no error")
  violations.expect(
    mend(mended, diagnose: diagnose).bytes == mended.bytes, "mending twice is mending once")
}

private func expectForecast(
  of plan: Plan, from origin: Instant, _ violations: inout Violations
) {
  let timeline = Timeline(of: plan, from: origin, for: .minutes(180))
  let begins = timeline.turns.map(\.begin)
  violations.expect(
    zip(begins, begins.dropFirst()).allSatisfy { $0 <= $1 }, "a timeline is in the order of time")
  let texts = [plan.summary, plan.chart, timeline.table, timeline.csv, timeline.svg]
  violations.expect(texts.allSatisfy { !$0.isEmpty }, "a plan can be shown")
  violations.expect(!json(of: timeline).isEmpty, "a plan can be written as data")

  let labels = Labels(planned: timeline)
  violations.expect(
    labels.intervals.allSatisfy { $0.start.moment < $0.end.moment }, "no interval is empty")
  for format in LabelFormat.all { _ = format.artifacts(of: labels, step: .minutes(1)) }
}

private func expectBundle(of emission: Emission, _ violations: inout Violations) {
  let bundle = emit(emission)
  let paths = bundle.artifacts.map(\.path)
  violations.expect(Set(paths).count == paths.count, "no two files of a bundle have one path")
  for artifact in bundle.artifacts {
    let text = String(validating: artifact.bytes, as: UTF8.self)
    violations.expect(text != nil, "\(artifact.path) is UTF-8")
    let controls = artifact.bytes.filter { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F }
    violations.expect(controls.isEmpty, "\(artifact.path) holds no control characters")
    violations.expect(artifact.bytes.last == 0x0A, "\(artifact.path) ends with a line end")
  }
  violations.expect(
    emit(emission).artifacts.map(\.bytes) == bundle.artifacts.map(\.bytes),
    "a plan makes the same bytes each time")
}
