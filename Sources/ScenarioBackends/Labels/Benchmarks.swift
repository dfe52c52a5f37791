import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

extension LabelFormat {
  /// A folder for each case, `SERVICE_FAULT/RUN`, with the moment of the injection in Unix seconds
  /// (github.com/phamquiluan/RCAEval). `mem` is what it calls a leak.
  static let rcaEval = LabelFormat(
    "rcaeval", "RCAEval's folders of inject_time.txt", isFolder: true
  ) { labels, _ in
    labels.injections.map { run, start in
      Artifact(
        path: "\(labels.subject.workload)_mem/\(run)/inject_time.txt",
        text: "\(start.instant.seconds)\n")
    }
  }

  /// A line for each fault, times in whole seconds, and on a clock eight hours ahead of UTC, as in
  /// all of its data sets (github.com/microsoft/OpenRCA, `record.csv`). All pods of the workload
  /// leak alike, so the service is the root cause, as its prompts define it.
  static let openRCA = LabelFormat("openrca", "OpenRCA's record.csv") { labels, _ in
    let titles = "level,component,timestamp,datetime,reason\n"
    let text = labels.injections.reduce(into: titles) { text, injection in
      let instant = injection.start.instant
      text += csvLine([
        "service", labels.subject.workload, "\(instant.seconds)",
        clock(at: instant, offset: 8 * 3_600), "container memory load",
      ])
    }
    return [Artifact(path: "record.csv", text: text)]
  }

  /// A file for each day, its faults by the hour, in UTC (github.com/IntelligentDDS/Nezha,
  /// `rca_data/DATE/DATE-fault_list.json`). It knows no fault of memory: the type is our word. The
  /// names of pods are not known before they run, so the workload's stands there.
  static let nezha = LabelFormat("nezha", "Nezha's fault lists, one a day", isFolder: true) {
    labels, _ in
    var days: [(name: String, hours: [(key: String, value: [Document])])] = []
    for (_, start) in labels.injections {
      let clock = clock(at: start.instant, offset: 0)
      let (day, hour) = (String(clock.prefix(10)), String(clock.dropFirst(11).prefix(2)))
      if days.last?.name != day { days.append((day, [])) }
      let last = days.count - 1
      if days[last].hours.last?.key != hour { days[last].hours.append((hour, [])) }
      days[last].hours[days[last].hours.count - 1].value.append([
        "inject_time": .string(clock),
        "inject_timestamp": .string("\(start.instant.seconds)"),
        "inject_pod": .string(labels.subject.workload),
        "inject_type": "memory_leak",
      ])
    }
    return days.map { day in
      var bytes: [UInt8] = []
      Document.map(day.hours.map { ($0.key, .list($0.value)) }).writeJSON(to: &bytes)
      return Artifact(path: "\(day.name)/\(day.name)-fault_list.json", bytes: bytes)
    }
  }
}

/// `2026-01-15 08:00:00`.
private func clock(at instant: Instant, offset: Int) -> String {
  let text = instant.text(offset: offset)
  return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
}
