import ScenarioSyntax

extension LiteralKind<Zone> {
  static var zone: LiteralKind {
    LiteralKind(
      "time zone", "the name of a zone of the IANA database, in quotes",
      examples: [#""Europe/Berlin""#, #""Etc/UTC""#], isQuoted: true, resembles: \.isString
    ) { word, report in
      guard let name = LiteralKind<String>.text.read(word, &report) else { return nil }
      switch report.zones.zone(named: name) {
      case .zone(let zone): return zone
      case .unknown: report.add(unknownZone(word, report.zones.suggestion(for: name)))
      case .unavailable(let reason): report.add(noZones(word, reason))
      }
      return nil
    }
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let zones = [unknownZone, noZones]

  static let unknownZone = DiagnosticKind(
    "unknown-zone",
    explanation: """
      A time zone is named as the IANA database does: `Europe/Berlin`, `America/New_York`, \
      `Etc/UTC`. Abbreviations such as `CET` and offsets such as `+02:00` say nothing about summer.
      """,
    example: .init(
      wrong: "schedule daily at 09:00 in \"Nowhere/Land\"",
      mended: "schedule daily at 09:00 in \"Etc/UTC\""))

  static let noZones = DiagnosticKind(
    "no-zones",
    explanation: """
      The times of a zone come from the machine's tzdata. Install it, or set TZDIR to the folder \
      where it is.
      """,
    example: .init(
      wrong: "schedule daily at 09:00 in \"Europe/Berlin\"",
      mended: "schedule daily at 09:00 in \"Etc/UTC\"", place: .machineWithoutTimeZones))
}

private func unknownZone(_ word: Word, _ near: String?) -> Diagnostic {
  Diagnostic(
    .unknownZone, "there is no time zone \(word.text)", at: word.span,
    label: near.map { "did you mean \"\($0)\"?" } ?? "not in the IANA database",
    help: near.map { "write \"\($0)\"" }, fix: near.map { .replace(word.span, with: "\"\($0)\"") })
}

private func noZones(_ word: Word, _ reason: String) -> Diagnostic {
  Diagnostic(
    .noZones, "the time zone \(word.text) cannot be looked up", at: word.span, label: reason,
    help: "install tzdata, or set TZDIR to its folder")
}
