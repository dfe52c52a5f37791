import ScenarioDocuments
import ScenarioLanguage
package import ScenarioPlanning

/// The timeline as JSON: docs/timeline.schema.json says what each field is.
package func json(of timeline: Timeline) -> [UInt8] {
  var bytes: [UInt8] = []
  report(on: timeline).writeJSON(to: &bytes)
  return bytes
}

private func report(on timeline: Timeline) -> Document {
  let scenario = timeline.scenario
  return [
    "scenario": .string(scenario.name.value),
    "namespace": .string(scenario.namespace.value),
    "workload": .string(scenario.workload.kind),
    "timeZone": .string(scenario.schedule.value.zone.name),
    "from": .string(timeline.origin.text()),
    "spanMs": .integer(timeline.span.milliseconds),
    "isCut": .boolean(timeline.isCut),
    "limitBytes": .integer(scenario.memory.limit.value.bytes),
    "peakBytes": .integer(scenario.curve.peak.level.bytes),
    "curve": document(of: scenario.curve),
    "runCount": .integer(timeline.runs.count),
    "killCount": .integer(timeline.kills.count),
    "missedTickCount": .integer(timeline.missedTicks.count),
    "events": .list(timeline.events.map { document(of: $0, in: timeline) }),
  ]
}

private func document(of event: Event, in timeline: Timeline) -> Document {
  func time(_ span: TimeSpan) -> Document {
    .string(Moment(timeline.origin, plus: span).text())
  }
  let window = event.window
  return [
    "event": .string(event.kind.rawValue),
    "time": time(window.planned),
    "earliest": time(window.earliest),
    "latest": time(window.latest),
    "unix": .thousandths(Moment(timeline.origin, plus: window.planned).milliseconds),
    "run": event.run.map { .integer($0) },
    "levelBytes": event.level.map { .integer($0.bytes) },
    "reason": event.reason.map { .string($0) },
  ]
}
