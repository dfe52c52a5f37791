import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

extension LabelFormat {
  /// The canonical form, from which all others can be made.
  static let jsonLines = LabelFormat("jsonl", "all that is known, an interval a line") {
    labels, _ in
    var bytes: [UInt8] = []
    for interval in labels.intervals {
      record(of: interval, in: labels).writeJSONLine(to: &bytes)
    }
    return [Artifact(path: "labels.jsonl", bytes: bytes)]
  }

  static let intervals = LabelFormat("csv", "an interval a line, as CSV") { labels, _ in
    let subject = labels.subject
    let titles = [
      "phase", "start", "end", "start_unix", "end_unix", "namespace", "workload", "container",
      "run",
      "cause", "source",
    ]
    let text = labels.intervals.reduce(into: csvLine(titles)) { text, interval in
      let (start, end) = (interval.start.moment, interval.end.moment)
      text += csvLine([
        interval.phase.rawValue, start.text(), end.text(), start.seconds, end.seconds,
        subject.namespace, subject.workload, subject.container,
        interval.run.map(String.init) ?? "", interval.phase.cause, labels.source.rawValue,
      ])
    }
    return [Artifact(path: "labels.csv", text: text)]
  }

  static let mask = LabelFormat("mask", "0 or 1 at each step of time, as CSV") { labels, step in
    let text = labels.mask(every: step).reduce(into: "unix,label\n") { text, point in
      text += "\(point.moment.seconds),\(point.isAnomalous ? 1 : 0)\n"
    }
    return [Artifact(path: "mask.csv", text: text)]
  }
}

private func record(of interval: Labels.Interval, in labels: Labels) -> Document {
  let subject = labels.subject
  let (start, end) = (interval.start, interval.end)
  return [
    "source": .string(labels.source.rawValue),
    "phase": .string(interval.phase.rawValue),
    "start": .string(start.moment.text()),
    "end": .string(end.moment.text()),
    "startUnix": .thousandths(start.moment.milliseconds),
    "endUnix": .thousandths(end.moment.milliseconds),
    "startBounds": bounds(start),
    "endBounds": bounds(end),
    "scenario": .string(subject.scenario),
    "namespace": .string(subject.namespace),
    "workload": .string(subject.workload),
    "workloadKind": subject.kind.map { .string($0.kind) },
    "container": .string(subject.container),
    "run": interval.run.map { .integer($0) },
    "cause": .string(interval.phase.cause),
  ]
}

/// The earliest and the latest, in Unix seconds; nil where the moment is certain.
private func bounds(_ boundary: Labels.Boundary) -> Document? {
  guard boundary.earliest < boundary.latest else { return nil }
  return [
    .thousandths(boundary.earliest.milliseconds), .thousandths(boundary.latest.milliseconds),
  ]
}

/// A record of CSV (RFC 4180, but for a line end of one character).
func csvLine(_ cells: [String]) -> String {
  let quoted = cells.map { cell -> String in
    guard cell.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return cell }
    let parts = cell.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"\(parts.joined(separator: "\"\""))\""
  }
  return quoted.joined(separator: ",") + "\n"
}
