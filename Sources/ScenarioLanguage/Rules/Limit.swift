import ScenarioSyntax

extension Rule {
  /// The memory limit admits the request, and the processes that a container needs at the least.
  static let limit = Rule(kinds: [.requestBeyondLimit, .limitTooSmall]) { scenario in
    let (limit, request) = (scenario.memory.limit, scenario.memory.request)
    if limit.value < smallestLimit { return [limitTooSmall(limit)] }
    return request.value > limit.value ? [requestBeyondLimit(request, limit)] : []
  }
}

/// What PID 1, cron, the script and an idle stress-ng take together is measured at 5 to 6 MiB; the
/// rest is for a ramp to move in.
private let smallestLimit = ByteCount.mebibytes(16)

extension DiagnosticKind {
  static let requestBeyondLimit = DiagnosticKind(
    "request-beyond-limit",
    explanation: "Kubernetes refuses a container that requests more memory than its limit allows.",
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
  _ request: Located<ByteCount>, _ limit: Located<ByteCount>
) -> Diagnostic {
  Diagnostic(
    .requestBeyondLimit, "the memory request is beyond the limit", at: request.span,
    label: "requests \(request.value.text)",
    related: [.init("the limit is \(limit.value.text)", at: limit.span)],
    help: "leave the request out: it is the limit then")
}

private func limitTooSmall(_ limit: Located<ByteCount>) -> Diagnostic {
  Diagnostic(
    .limitTooSmall, "the memory limit leaves no room for a ramp", at: limit.span,
    label: "less than \(smallestLimit.text)")
}
