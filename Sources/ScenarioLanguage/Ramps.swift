import ScenarioSyntax

/// The phases of a ramp: the one place where shapes are known. To add a shape is to add an entry.
let phases = Block<[Phase]>.sequence(
  of: Entry(
    "linear", "Changes at a constant rate; without `from`, goes on from the level reached.",
    Form(
      Argument("from", "A", .level), Argument("to", "B", .level), Argument("over", "D", .duration)
    ) { from, to, duration in line(from: from, to: to, over: duration) },
    Form(Argument("to", "B", .level), Argument("over", "D", .duration)) { to, duration in
      line(from: nil, to: to, over: duration)
    }),
  Entry(
    "jump", "Changes at once, up or down.",
    Form(Argument("to", "B", .level)) { to in jump(to: to) }),
  Entry(
    "hold", "Stays at the level reached.",
    Form(Argument("for", "D", .duration)) { duration in hold(for: duration) }))

private func line(
  from: Located<Level>?, to: Located<Level>, over duration: Located<TimeSpan>
) -> Phase {
  Phase { curve, report in
    guard let from = from?.value.bytes(of: curve.limit) ?? curve.level else {
      report.add(noStartingLevel(to.span))
      return false
    }
    guard duration.value > .zero else {
      report.add(lineInNoTime(duration.span))
      return false
    }
    curve.line(
      from: from, to: to.value.bytes(of: curve.limit), over: duration.value, source: to.span)
    return true
  }
}

private func jump(to target: Located<Level>) -> Phase {
  Phase { curve, _ in
    let level = target.value.bytes(of: curve.limit)
    curve.line(from: level, to: level, over: .zero, source: target.span)
    return true
  }
}

private func hold(for duration: Located<TimeSpan>) -> Phase {
  Phase { curve, report in
    guard let level = curve.level else {
      report.add(nothingToHold(duration.span))
      return false
    }
    curve.line(from: level, to: level, over: duration.value, source: duration.span)
    return true
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let ramps = [noStartingLevel, lineInNoTime, emptyRamp]

  static let noStartingLevel = DiagnosticKind(
    "no-starting-level",
    explanation: """
      A phase that goes on from the level reached cannot come first: nothing has been reached yet.
      """,
    example: .init(
      wrong: "ramp { linear to 640Mi over 10m }",
      mended: "ramp { linear from 64Mi to 640Mi over 10m }"))

  static let lineInNoTime = DiagnosticKind(
    "line-in-no-time",
    explanation: "A line takes time; what happens at once is a jump.",
    example: .init(
      wrong: "ramp { linear from 64Mi to 640Mi over 0s }", mended: "ramp { jump to 640Mi }"))

  static let emptyRamp = DiagnosticKind(
    "empty-ramp",
    explanation:
      "A ramp without phases, or one that takes no time and ends where it began, says nothing.",
    example: .init(wrong: "ramp { }", mended: "ramp { linear from 64Mi to 640Mi over 10m }"))
}

private func noStartingLevel(_ span: Span) -> Diagnostic {
  Diagnostic(
    .noStartingLevel, "the first line of a ramp says no level to start from", at: span,
    label: "rises from an unknown level", help: "say the level to start from, before this one")
}

private func nothingToHold(_ span: Span) -> Diagnostic {
  Diagnostic(
    .noStartingLevel, "the ramp begins with a hold", at: span,
    label: "there is no level to hold yet",
    help: "jump to a level first")
}

private func lineInNoTime(_ span: Span) -> Diagnostic {
  Diagnostic(
    .lineInNoTime, "a line cannot take no time", at: span, label: "no time at all",
    help: "jump to the level instead, or say how long the line takes")
}

func emptyRamp(_ span: Span) -> Diagnostic {
  Diagnostic(.emptyRamp, "the ramp has no phase", at: span, label: "nothing happens here")
}
