import ScenarioSyntax

extension Rule {
  /// The limits admit the requests, and the processes that a container needs at the least.
  static let limit = Rule(kinds: [.requestBeyondLimit, .limitTooSmall]) { scenario, _ in
    let (memory, cpu) = (scenario.memory, scenario.cpu)
    var problems: [Diagnostic] = []
    if memory.limit.value < smallestLimit {
      problems.append(limitTooSmall(memory.limit))
    } else if memory.request.value > memory.limit.value {
      problems.append(
        requestBeyondLimit(memory.request.map(\.text), memory.limit.map(\.text)))
    }
    if let limit = cpu.limit, cpu.request.value > limit.value {
      problems.append(
        requestBeyondLimit(cpu.request.map(\.text), limit.map(\.text)))
    }
    return problems
  }
}

/// What PID 1, cron, the script and an idle stress-ng take together is measured at 5 to 6 MiB; the
/// rest is for a ramp to move in.
private let smallestLimit = ByteCount.mebibytes(16)

// MARK: - Messages

extension DiagnosticKind {
  static let requestBeyondLimit = DiagnosticKind(
    "request-beyond-limit",
    explanation: "Kubernetes refuses a container that requests more than its limit allows.",
    example: .init(
      wrong: "memory {\n    limit 512Mi\n    request 1Gi\n}", mended: "memory { limit 512Mi }"))

  static let limitTooSmall = DiagnosticKind(
    "limit-too-small",
    explanation: """
      cron, the stress script and stress-ng themselves need some memory; under such a limit the \
      container dies before its ramp begins.
      """,
    example: .init(wrong: "memory { limit 8Mi }", mended: "memory { limit 64Mi }"))
}

private func requestBeyondLimit(
  _ request: Located<String>, _ limit: Located<String>
) -> Diagnostic {
  Diagnostic(
    .requestBeyondLimit, "the request is beyond the limit", at: request.span,
    label: "requests \(request.value)",
    related: [.init("the limit is \(limit.value)", at: limit.span)],
    help: "ask for at most \(limit.value)")
}

private func limitTooSmall(_ limit: Located<ByteCount>) -> Diagnostic {
  Diagnostic(
    .limitTooSmall, "the memory limit leaves no room for a ramp", at: limit.span,
    label: "less than \(smallestLimit.text)")
}
