import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// `plan.json`: what will happen and when. Times are milliseconds after the start of a run (`…Ms`),
/// memory is in bytes (`…Bytes`).
func report(on plan: Plan) -> Document {
  let scenario = plan.scenario
  return [
    "scenario": .string(scenario.name.value),
    "workload": .string(scenario.workload.kind),
    "schedule": schedule(scenario.schedule.value),
    "memory": [
      "limitBytes": .integer(scenario.memory.limit.value.bytes),
      "requestBytes": .integer(scenario.memory.request.value.bytes),
      "peakBytes": .integer(scenario.curve.peak.level.bytes),
    ],
    "outcome": outcome(of: plan),
    "curve": document(of: scenario.curve),
    "staircase": [
      "stepHeightBytes": .integer(plan.staircase.height.bytes),
      "highestStep": plan.staircase.highest.map { step, height in
        ["atMs": .integer(step.time.milliseconds), "heightBytes": .integer(height.bytes)]
      },
      "deepestDipBytes": plan.staircase.deepestDip == .zero
        ? nil : .integer(plan.staircase.deepestDip.bytes),
      "stepCount": .integer(plan.staircase.steps.count),
      "notes": .list(plan.stepNotes.map { .string($0) }),
      "steps": .list(plan.staircase.steps.map(step)),
    ],
    "deviation": deviation(of: plan),
    "overhead": [
      "companyBytes": .integer(Overhead.company.bytes),
      "instanceBytes": .integer(Overhead.instance.bytes),
      "oldInstanceBytes": .integer(Overhead.oldInstance.bytes),
      "instanceCount": .integer(plan.instances),
    ],
  ]
}

/// A bundle in one line: the names as in labels, the rest as in the report.
func summary(of emission: Emission) -> Document {
  let scenario = emission.plan.scenario
  return [
    "scenario": .string(scenario.name.value),
    "namespace": .string(scenario.namespace.value),
    "workload": emission.plan.objectName,
    "workloadKind": .string(scenario.workload.kind),
    "container": .string(Labels.container),
    "image": .string(emission.image.text),
    "schedule": schedule(scenario.schedule.value),
    "limitBytes": .integer(scenario.memory.limit.value.bytes),
    "peakBytes": .integer(scenario.curve.peak.level.bytes),
    "outcome": outcome(of: emission.plan),
  ]
}

/// Of the steps from the curve, until the run is over; `…Percent` is of the peak.
private func deviation(of plan: Plan) -> Document {
  let deviation = plan.deviation
  let peak = Double(max(plan.scenario.curve.peak.level.bytes, 1))
  func percent(_ bytes: Double) -> Document {
    .thousandths(Int((bytes / peak * 100_000).rounded()))
  }
  return [
    "meanBytes": .integer(Int(deviation.mean.rounded())),
    "largestBytes": .integer(Int(deviation.largest.rounded())),
    "meanPercent": percent(deviation.mean),
    "largestPercent": percent(deviation.largest),
  ]
}

private func schedule(_ schedule: Schedule) -> Document {
  switch schedule.trigger {
  case .cron(let cron): ["cron": .string(cron.text), "timeZone": .string(schedule.zone.name)]
  case .start: ["atStart": true]
  }
}

private func outcome(of plan: Plan) -> Document {
  switch plan.outcome {
  case .oomKill(let time):
    let kill = Window(time).after(.zero, .kill)
    return [
      "kind": "oom-kill",
      "crossesLimitAfterMs": .integer(time.milliseconds),
      "killedAfterMs": [
        "earliest": .integer(kill.earliest.milliseconds),
        "latest": .integer(kill.latest.milliseconds),
      ],
      "runEndsAfterMs": .integer(plan.scenario.curve.end.milliseconds),
    ]
  case .survival:
    return ["kind": "survival", "runEndsAfterMs": .integer(plan.scenario.curve.end.milliseconds)]
  }
}

/// Its segments, times and levels as in all of the report.
func document(of curve: Curve) -> Document { .list(curve.segments.map(segment)) }

private func segment(_ segment: Curve.Segment) -> Document {
  [
    "startMs": .integer(segment.start.milliseconds), "endMs": .integer(segment.end.milliseconds),
    "fromBytes": .integer(segment.from.bytes), "toBytes": .integer(segment.to.bytes),
    "course": course(of: segment),
  ]
}

private func course(of segment: Curve.Segment) -> Document {
  switch segment.course {
  case _ where segment.isHold: "constant"
  case .linear: "linear"
  case .exponential: "exponential"
  }
}

private func step(_ step: Staircase.Step) -> Document {
  [
    "atMs": .integer(step.time.milliseconds), "bytes": .integer(step.level.bytes),
    "partsBytes": step.parts.isEmpty ? nil : .list(step.parts.map { .integer($0.bytes) }),
  ]
}

extension Workload {
  /// The `kind` of the object.
  var kind: String {
    switch self {
    case .deployment: "Deployment"
    case .cronJob: "CronJob"
    case .job: "Job"
    }
  }
}
