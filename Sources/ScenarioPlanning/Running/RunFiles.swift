import ScenarioLanguage

/// A record as files for other programs. Memory is in bytes, times are in seconds.
package struct RunFiles: Sendable {
  private let record: RunRecord
  private let plan: Plan
  private let speed: Int

  /// `speed`: how many times as fast as its scenario the plan runs.
  package init(of record: RunRecord, with plan: Plan, speed: Int) {
    self.record = record
    self.plan = plan
    self.speed = speed
  }

  /// One line a sample. The planned level is 0 where no run goes.
  package var samples: String {
    let starts = record.events.filter { $0.kind == .start }.map(\.seconds)
    var run = starts[...]
    let columns = "unix,seconds,level_bytes,planned_bytes,usage_bytes,state"
    var lines = columns + (speed > 1 ? ",speed\n" : "\n")
    for sample in record.samples {
      while run.count > 1, run[run.startIndex + 1] <= sample.seconds { run.removeFirst() }
      let time = run.first.map { sample.seconds - $0 }
      let planned = sample.state == .leaking ? time.map(level) ?? 0 : 0
      lines += "\(unix(sample.seconds)),\(decimal(sample.seconds, places: 3)),\(sample.level),"
      lines += "\(planned),\(sample.usage),\(sample.state.rawValue)"
      lines += speed > 1 ? ",\(speed)\n" : "\n"
    }
    return lines
  }

  /// One JSON object a line: first what ran, then what happened.
  package var events: String {
    let scenario = plan.scenario
    // Names are DNS labels, so nothing in them needs escaping.
    var lines = """
      {"event":"run","scenario":"\(scenario.name.value)",\
      "namespace":"\(scenario.namespace.value)","workload":"\(scenario.name.value)",\
      "container":"stress","limitBytes":\(scenario.memory.limit.value.bytes),\
      "speed":\(speed),"unix":\(unix(0))}

      """
    for event in record.events {
      let details = event.details.isEmpty ? "" : ",\(event.details)"
      lines += "{\"event\":\"\(event.kind.rawValue)\",\"unix\":\(unix(event.seconds))\(details)}\n"
    }
    return lines
  }

  private func level(at time: Double) -> Int {
    plan.scenario.curve.level(at: TimeSpan(seconds: time)).bytes
  }

  private func unix(_ seconds: Double) -> String { decimal(record.unixStart + seconds, places: 3) }
}
