import ScenarioSyntax

extension Rule {
  /// What the author expects is what the curve will do.
  static let expectation = Rule(
    kinds: [
      .expectationMissed, .expectationLate, .expectationEarly, .expectationTight,
      .expectationKilled, .expectationEmpty,
    ]
  ) { scenario, _ in
    guard let expectation = scenario.expectation else { return [] }
    switch (expectation.value, scenario.crossing) {
    case (.survival, nil): return []
    case (.survival, let crossing?): return [killed(scenario, crossing, expectation)]
    case (.oom, nil): return [missed(scenario, expectation)]
    case (.oom(let earliest, let latest), let crossing?):
      return judge(crossing, in: scenario, after: earliest, before: latest)
    }
  }

  private static func judge(
    _ crossing: TimeSpan, in scenario: Scenario, after earliest: Located<TimeSpan>?,
    before latest: Located<TimeSpan>
  ) -> [Diagnostic] {
    if let earliest, earliest.value > latest.value { return [empty(earliest, latest)] }
    if crossing > latest.value { return [late(scenario, crossing, latest)] }
    if let earliest, crossing < earliest.value { return [early(scenario, crossing, earliest)] }
    // A kill comes after the crossing, never before it: so only the deadline can be too close.
    let margin = latest.value.milliseconds - crossing.milliseconds
    return margin < precision.milliseconds ? [tight(crossing, latest)] : []
  }
}

/// How much later than planned an OOM kill may come: 0.04 to 0.26 s were measured.
private let precision = TimeSpan.seconds(1)

// MARK: - Messages

extension DiagnosticKind {
  static let expectationMissed = DiagnosticKind(
    "expectation-missed",
    explanation: """
      The scenario expects an OOM kill, and the ramp stays at or below the memory limit for ever. \
      The kernel kills only when more than the limit is needed.
      """,
    example: .init(
      wrong: "ramp { linear from 64Mi to 480Mi over 10m }\nexpect oom within 9m",
      mended: "ramp { linear from 64Mi to 640Mi over 10m }\nexpect oom within 9m"))

  static let expectationLate = DiagnosticKind(
    "expectation-late",
    explanation: """
      The scenario expects an OOM kill by a deadline, and the ramp exceeds the memory limit only \
      after it.
      """,
    example: .init(
      wrong: "ramp { linear from 64Mi to 640Mi over 10m }\nexpect oom within 5m",
      mended: "ramp { linear from 64Mi to 640Mi over 10m }\nexpect oom within 9m"))

  static let expectationEarly = DiagnosticKind(
    "expectation-early",
    explanation: """
      The scenario expects an OOM kill not before a certain time, and the ramp exceeds the memory \
      limit earlier.
      """,
    example: .init(
      wrong: "ramp { linear from 64Mi to 640Mi over 10m }\nexpect oom between 8m and 9m",
      mended: "ramp { linear from 64Mi to 640Mi over 10m }\nexpect oom between 7m and 9m"))

  static let expectationTight = DiagnosticKind(
    "expectation-tight", severity: .warning,
    explanation: """
      The deadline is so close to the planned OOM kill that the stress script's own precision can \
      miss it.
      """,
    example: .init(
      wrong: "ramp { linear from 0Mi to 1Gi over 20m }\nexpect oom within 10m",
      mended: "ramp { linear from 0Mi to 1Gi over 20m }\nexpect oom within 11m"))

  static let expectationKilled = DiagnosticKind(
    "expectation-killed",
    explanation: "The scenario expects the pod to survive, and the ramp exceeds the memory limit.",
    example: .init(
      wrong: "ramp { linear from 64Mi to 640Mi over 10m }\nexpect survival",
      mended: "ramp { linear from 64Mi to 480Mi over 10m }\nexpect survival"))

  static let expectationEmpty = DiagnosticKind(
    "expectation-empty",
    explanation: "Nothing can happen between a time and an earlier one.",
    example: .init(
      wrong: "expect oom between 9m and 7m", mended: "expect oom between 7m and 9m"))
}

private func missed(_ scenario: Scenario, _ expectation: Located<Expectation>) -> Diagnostic {
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
    fix: .replace(peak.segment.source, with: mended.text))
}

private func killed(
  _ scenario: Scenario, _ crossing: TimeSpan, _ expectation: Located<Expectation>
) -> Diagnostic {
  let limit = scenario.memory.limit
  return Diagnostic(
    .expectationKilled, "the ramp exceeds the memory limit after \(crossing.rounded.text)",
    at: source(of: crossing, in: scenario), label: "exceeds it on the way to this level",
    related: [
      .init("the limit is \(limit.value.text)", at: limit.span),
      .init("expected to survive here", at: expectation.span),
    ],
    help: "keep the peak at or below the limit, or expect the kill")
}

private func late(
  _ scenario: Scenario, _ crossing: TimeSpan, _ deadline: Located<TimeSpan>
) -> Diagnostic {
  let gap = TimeSpan(milliseconds: crossing.milliseconds - deadline.value.milliseconds)
  return Diagnostic(
    .expectationLate,
    "the ramp exceeds the memory limit only after \(crossing.rounded.text)", at: deadline.span,
    label: "\(gap.rounded.text) too early",
    related: [.init("exceeded on the way to this level", at: source(of: crossing, in: scenario))],
    help: "make the ramp steeper, or expect the kill later")
}

private func early(
  _ scenario: Scenario, _ crossing: TimeSpan, _ start: Located<TimeSpan>
) -> Diagnostic {
  let gap = TimeSpan(milliseconds: start.value.milliseconds - crossing.milliseconds)
  return Diagnostic(
    .expectationEarly, "the ramp exceeds the memory limit after \(crossing.rounded.text) already",
    at: start.span, label: "\(gap.rounded.text) too late",
    related: [.init("exceeded on the way to this level", at: source(of: crossing, in: scenario))],
    help: "make the ramp less steep, or expect the kill earlier")
}

private func tight(_ crossing: TimeSpan, _ deadline: Located<TimeSpan>) -> Diagnostic {
  Diagnostic(
    .expectationTight, "the deadline is as close as the stress script is precise",
    at: deadline.span, label: "the kill is planned after \(crossing.text)",
    help: "leave a second or more between the two")
}

private func empty(_ earliest: Located<TimeSpan>, _ latest: Located<TimeSpan>) -> Diagnostic {
  Diagnostic(
    .expectationEmpty, "the expectation ends before it begins", at: latest.span,
    label: "before \(earliest.value.text)",
    related: [.init("begins here", at: earliest.span)],
    help: "say the earlier time first",
    fix: Fix([
      .init(span: earliest.span, replacement: latest.value.text),
      .init(span: latest.span, replacement: earliest.value.text),
    ]))
}

/// What says the level on the way to which the limit is exceeded.
private func source(of crossing: TimeSpan, in scenario: Scenario) -> Span {
  let segments = scenario.curve.segments
  let crossed = segments.first { $0.firstTime(exceeding: scenario.memory.limit.value) != nil }
  return (crossed ?? segments[0]).source
}
