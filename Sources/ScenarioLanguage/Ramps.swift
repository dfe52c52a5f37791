import ScenarioSyntax

/// The phases of a ramp: the one place where shapes are known. To add a shape is to add an entry.
///
/// The phases of a `repeat` are those of a ramp again. So that the table does not hold itself, it
/// goes as many levels down as blocks may lie within each other.
let phases = makePhases(depth: deepestBlock)

private func makePhases(depth: Int) -> Block<[Phase]> {
  let shapes = [linear, exponential, steps, jump, hold, release]
  guard depth > 1 else { return .sequence(of: shapes, called: "phase") }
  let inner = makePhases(depth: depth - 1)
  return .sequence(
    of: shapes + [
      Entry(
        "repeat", "The phases inside, so many times.",
        Form(Argument("N", .count), block: inner) { phases, count in
          Phase { curve in
            guard !phases.isEmpty else { return repeatsNothing(count.span) }
            for _ in 0..<count.value {
              if let problem = draw(phases, in: &curve) { return problem }
            }
            return nil
          }
        })
    ], called: "phase")
}

/// Draws one phase after the other, until one cannot be drawn.
func draw(_ phases: [Phase], in curve: inout CurveBuilder) -> Diagnostic? {
  for phase in phases {
    if let problem = phase.draw(&curve) { return problem }
  }
  return nil
}

private let linear = Entry(
  "linear", "Changes at a constant rate; without `from`, goes on from the level reached.",
  Form(
    Argument("from", "A", .level), Argument("to", "B", .level), Argument("over", "D", .duration)
  ) { from, to, duration in
    move(from: from, to: to, over: duration)
  },
  Form(Argument("to", "B", .level), Argument("over", "D", .duration)) { to, duration in
    move(from: nil, to: to, over: duration)
  },
  Form(Argument("to", "B", .level), Argument("at", "R", .rate)) { to, rate in
    Phase { curve in
      guard let from = curve.level else { return noStartingLevel(to.span) }
      let target = to.value.bytes(of: curve.limit)
      let distance = ByteCount(bytes: abs(target.bytes - from.bytes))
      guard let duration = rate.value.time(toChangeBy: distance) else {
        return endsTooLate(rate.span)
      }
      guard duration > .zero else { return nothingChanges(to.span) }
      return curve.move(from: from, to: target, over: duration, source: to.span)
        .map { $0.diagnostic(at: to.span) }
    }
  })

private let exponential = Entry(
  "exponential", "Changes by a constant factor; without `from`, goes on from the level reached.",
  Form(
    Argument("from", "A", .level), Argument("to", "B", .level), Argument("over", "D", .duration)
  ) { from, to, duration in
    move(from: from, to: to, over: duration, course: .exponential)
  },
  Form(Argument("to", "B", .level), Argument("over", "D", .duration)) { to, duration in
    move(from: nil, to: to, over: duration, course: .exponential)
  })

private let steps = Entry(
  "steps", "Climbs a staircase from the level reached; the first step is at once.",
  Form(
    Argument("to", "B", .level), Argument("by", "S", .level), Argument("every", "D", .duration)
  ) { to, height, duration in
    Phase { curve in
      guard var level = curve.level else { return noStartingLevel(to.span) }
      let target = to.value.bytes(of: curve.limit)
      let step = height.value.bytes(of: curve.limit)
      guard step > .zero, duration.value > .zero else { return noStep(height, duration) }
      guard level != target else { return nothingChanges(to.span) }
      while level != target {
        level = level.moved(toward: target, by: step)
        let obstacle = curve.move(from: level, to: level, over: duration.value, source: to.span)
        if let obstacle { return obstacle.diagnostic(at: to.span) }
      }
      return nil
    }
  })

private let jump = Entry(
  "jump", "Changes at once, up or down.",
  Form(Argument("to", "B", .level)) { to in
    Phase { curve in
      curve.jump(to: to.value.bytes(of: curve.limit), source: to.span)
        .map { $0.diagnostic(at: to.span) }
    }
  })

private let hold = Entry(
  "hold", "Stays at the level reached.",
  Form(Argument("for", "D", .duration)) { duration in
    Phase { curve in
      guard let level = curve.level else { return nothingToHold(duration.span) }
      return curve.move(from: level, to: level, over: duration.value, source: duration.span)
        .map { $0.diagnostic(at: duration.span) }
    }
  })

private let release = Entry(
  "release", "Gives memory back, at a constant rate.",
  Form(Argument("to", "B", .level), Argument("over", "D", .duration)) { to, duration in
    Phase { curve in
      guard let level = curve.level else { return noStartingLevel(to.span) }
      guard to.value.bytes(of: curve.limit) < level else { return releaseRises(to, from: level) }
      return move(from: nil, to: to, over: duration).draw(&curve)
    }
  })

private func move(
  from: Located<Level>?, to: Located<Level>, over duration: Located<TimeSpan>,
  course: Curve.Segment.Course = .linear
) -> Phase {
  Phase { curve in
    guard let start = from?.value.bytes(of: curve.limit) ?? curve.level else {
      return noStartingLevel(to.span)
    }
    let target = to.value.bytes(of: curve.limit)
    if duration.value == .zero { return lineInNoTime(duration.span) }
    if course == .exponential, start == .zero || target == .zero {
      return growsFromNothing(start == .zero ? from?.span ?? to.span : to.span)
    }
    return curve.move(
      from: start, to: target, over: duration.value, course: course, source: to.span
    ).map { $0.diagnostic(at: to.span) }
  }
}

extension ByteCount {
  fileprivate func moved(toward target: ByteCount, by step: ByteCount) -> ByteCount {
    target > self
      ? ByteCount(bytes: min(bytes + step.bytes, target.bytes))
      : ByteCount(bytes: max(bytes - step.bytes, target.bytes))
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let ramps = [
    noStartingLevel, lineInNoTime, nothingChanges, growsFromNothing, noStep, releaseRises,
    rampTooLong, emptyRamp,
  ]

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
    explanation: "A change of level takes time; what happens at once is a jump.",
    example: .init(
      wrong: "ramp { linear from 64Mi to 640Mi over 0s }", mended: "ramp { jump to 640Mi }"))

  static let nothingChanges = DiagnosticKind(
    "nothing-changes",
    explanation:
      "The phase leads to the level that has been reached already; a hold says how long.",
    example: .init(
      wrong: "ramp {\n    jump to 64Mi\n    linear to 64Mi at 1Mi/s\n}",
      mended: "ramp {\n    jump to 64Mi\n    linear to 640Mi at 1Mi/s\n}"))

  static let growsFromNothing = DiagnosticKind(
    "grows-from-nothing",
    explanation: """
      An exponential multiplies the level by a constant factor in equal times: no factor leads from \
      nothing to something, nor back.
      """,
    example: .init(
      wrong: "ramp { exponential from 0Mi to 640Mi over 10m }",
      mended: "ramp { exponential from 16Mi to 640Mi over 10m }"))

  static let noStep = DiagnosticKind(
    "no-step",
    explanation: "A staircase has steps that are of some height and last some time.",
    example: .init(
      wrong: "ramp {\n    jump to 64Mi\n    steps to 640Mi by 0Mi every 1m\n}",
      mended: "ramp {\n    jump to 64Mi\n    steps to 640Mi by 64Mi every 1m\n}"))

  static let releaseRises = DiagnosticKind(
    "release-rises",
    explanation: "A release gives memory back: it ends below the level reached.",
    example: .init(
      wrong: "ramp {\n    jump to 64Mi\n    release to 640Mi over 10m\n}",
      mended: "ramp {\n    jump to 64Mi\n    linear to 640Mi over 10m\n}"))

  static let rampTooLong = DiagnosticKind(
    "ramp-too-long",
    explanation: """
      The stress script lists each phase, every repetition of it included; the ConfigMap that holds \
      it has room for \(CurveBuilder.mostSegments) of them. No run may take more than \
      \(TimeSpan.longest.text).
      """,
    example: .init(
      wrong: "ramp { repeat 1000 {\n    jump to 640Mi\n    hold for 1m\n    jump to 64Mi\n} }",
      mended: "ramp { repeat 100 {\n    jump to 640Mi\n    hold for 1m\n    jump to 64Mi\n} }"))

  static let emptyRamp = DiagnosticKind(
    "empty-ramp",
    explanation: "A ramp without phases says nothing, and one that takes no time does nothing.",
    example: .init(wrong: "ramp { }", mended: "ramp { linear from 64Mi to 640Mi over 10m }"))
}

extension CurveBuilder.Obstacle {
  fileprivate func diagnostic(at span: Span) -> Diagnostic {
    switch self {
    case .tooLong: endsTooLate(span)
    case .tooManySegments:
      Diagnostic(
        .rampTooLong, "the ramp has too many phases", at: span,
        label: "one more than \(CurveBuilder.mostSegments), repetitions counted",
        help: "repeat less often, or make the steps larger")
    }
  }
}

private func endsTooLate(_ span: Span) -> Diagnostic {
  Diagnostic(
    .rampTooLong, "the ramp goes on for too long", at: span,
    label: "ends more than \(TimeSpan.longest.text) after the start")
}

private func noStartingLevel(_ span: Span) -> Diagnostic {
  Diagnostic(
    .noStartingLevel, "the first phase of a ramp has no level to start from", at: span,
    label: "starts from an unknown level", help: "begin with a jump, or say `from` which level")
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
    help: "jump to the level instead, or say how long it takes")
}

private func nothingChanges(_ span: Span) -> Diagnostic {
  Diagnostic(
    .nothingChanges, "the phase changes nothing", at: span, label: "is reached already")
}

private func growsFromNothing(_ span: Span) -> Diagnostic {
  Diagnostic(
    .growsFromNothing, "an exponential cannot start or end at nothing", at: span,
    label: "no factor leads from here to there", help: "use a small level, or a line")
}

private func noStep(_ height: Located<Level>, _ duration: Located<TimeSpan>) -> Diagnostic {
  let isFlat = duration.value > .zero
  return Diagnostic(
    .noStep, "the staircase has no steps", at: isFlat ? height.span : duration.span,
    label: isFlat ? "of no height" : "no time at all")
}

private func releaseRises(_ target: Located<Level>, from level: ByteCount) -> Diagnostic {
  Diagnostic(
    .releaseRises, "a release cannot rise", at: target.span,
    label: "not below the \(level.text) reached", help: "use a line to go up")
}

private func repeatsNothing(_ span: Span) -> Diagnostic {
  Diagnostic(
    .emptyRamp, "the repetition has nothing to do", at: span, label: "times nothing",
    help: "put phases into its block")
}

func emptyRamp(_ span: Span) -> Diagnostic {
  Diagnostic(.emptyRamp, "the ramp has nothing to do", at: span, label: "nothing happens here")
}
