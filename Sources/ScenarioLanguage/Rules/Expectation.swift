import ScenarioSyntax

extension Rule {
  /// What the author expects is what the curve will do.
  static let expectation = Rule(
    kinds: [.expectationMissed, .expectationLate, .expectationTight]
  ) { scenario in
    guard let expectation = scenario.expectation else { return [] }
    switch expectation.value {
    case .oom(within: let deadline):
      let limit = scenario.memory.limit
      guard let crossing = scenario.curve.firstTime(exceeding: limit.value) else {
        return [expectationMissed(scenario, expectation)]
      }
      if crossing > deadline.value { return [expectationLate(scenario, crossing, deadline)] }
      if deadline.value.milliseconds - crossing.milliseconds < precision.milliseconds {
        return [expectationTight(crossing, deadline)]
      }
      return []
    }
  }
}

/// How much later than planned an OOM kill may come: 0.06 to 0.26 s were measured.
private let precision = TimeSpan.seconds(1)

// MARK: - Messages

extension DiagnosticKind {
  static let expectationMissed = DiagnosticKind(
    "expectation-missed",
    explanation: """
      The scenario expects an OOM kill, and the ramp stays at or below the memory limit for ever. The \
      kernel kills only when more than the limit is needed.
      """,
    example: .init(
      wrong: "ramp { linear from 64Mi to 480Mi over 10m }\nexpect oom within 9m",
      mended: "ramp { linear from 64Mi to 640Mi over 10m }\nexpect oom within 9m"))

  static let expectationLate = DiagnosticKind(
    "expectation-late",
    explanation: """
      The scenario expects an OOM kill by a deadline, and the ramp crosses the memory limit only \
      after it.
      """,
    example: .init(
      wrong: "ramp { linear from 64Mi to 640Mi over 10m }\nexpect oom within 5m",
      mended: "ramp { linear from 64Mi to 640Mi over 10m }\nexpect oom within 9m"))

  static let expectationTight = DiagnosticKind(
    "expectation-tight", severity: .warning,
    explanation: """
      The deadline is so close to the planned OOM kill that the stress script's own precision can \
      miss it.
      """,
    example: .init(
      wrong: "ramp { linear from 0Mi to 1Gi over 10m }\nexpect oom within 5m",
      mended: "ramp { linear from 0Mi to 1Gi over 10m }\nexpect oom within 6m"))
}

private func expectationMissed(
  _ scenario: Scenario, _ expectation: Located<Expectation>
) -> Diagnostic {
  let limit = scenario.memory.limit
  let peak = scenario.curve.peak
  let gap = limit.value.bytes - peak.level.bytes
  let mended = ByteCount(bytes: limit.value.bytes / 4 * 5)
  return Diagnostic(
    .expectationMissed, "the ramp never exceeds the memory limit", at: peak.segment.source,
    label: gap == 0
      ? "the peak is the limit itself" : "the peak stays \(ByteCount(bytes: gap).text) below it",
    related: [
      .init("the limit is \(limit.value.text)", at: limit.span),
      .init("expected here", at: expectation.span),
    ],
    help: "raise the peak past the limit",
    fix: peak.segment.isHold && peak.segment.duration > .zero
      ? nil : .replace(peak.segment.source, with: mended.text))
}

private func expectationLate(
  _ scenario: Scenario, _ crossing: TimeSpan, _ deadline: Located<TimeSpan>
) -> Diagnostic {
  let late = TimeSpan(milliseconds: crossing.milliseconds - deadline.value.milliseconds)
  return Diagnostic(
    .expectationLate,
    "the ramp exceeds the memory limit only after \(crossing.rounded.text)", at: deadline.span,
    label: "\(late.rounded.text) too early",
    related: [
      .init("exceeded here, on the way to this level", at: crossingSource(scenario, crossing))
    ],
    help: "make the ramp steeper, or expect the kill later")
}

private func expectationTight(_ crossing: TimeSpan, _ deadline: Located<TimeSpan>) -> Diagnostic {
  Diagnostic(
    .expectationTight, "the deadline is as close as the stress script is precise",
    at: deadline.span, label: "the kill is planned after \(crossing.text)",
    help: "leave a second or more between the two")
}

private func crossingSource(_ scenario: Scenario, _ crossing: TimeSpan) -> Span {
  let segments = scenario.curve.segments
  let crossed = segments.first { $0.firstTime(exceeding: scenario.memory.limit.value) != nil }
  return (crossed ?? segments[0]).source
}
