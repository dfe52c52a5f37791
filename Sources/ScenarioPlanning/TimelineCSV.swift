import ScenarioLanguage

extension Timeline {
  /// The events as CSV (RFC 4180, but for line ends of one character), with a line of titles.
  ///
  /// Times are UTC; `unix` is in seconds, `level_bytes` in bytes.
  package var csv: String {
    let titles = "event,time,earliest,latest,unix,run,level_bytes,reason\n"
    return events.reduce(into: titles) { csv, event in
      let window = [event.window.planned, event.window.earliest, event.window.latest].map {
        Moment(origin, plus: $0)
      }
      let cells =
        [event.kind.rawValue] + window.map { $0.text() } + [
          window[0].seconds, event.run.map(String.init) ?? "",
          event.level.map { String($0.bytes) } ?? "", event.reason ?? "",
        ]
      csv += cells.joined(separator: ",") + "\n"
    }
  }
}
