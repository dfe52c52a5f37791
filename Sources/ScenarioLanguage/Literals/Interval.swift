import ScenarioSyntax

extension LiteralKind<CronExpression> {
  /// A duration that cron can keep to.
  static var interval: LiteralKind {
    LiteralKind(
      "interval", "a duration that divides an hour or a day evenly", examples: ["30m", "6h"],
      resembles: \.resemblesQuantity
    ) { word, report in
      guard let interval = LiteralKind<TimeSpan>.duration.read(word, &report) else { return nil }
      guard let expression = CronExpression(every: interval) else {
        report.add(unevenInterval(word, interval))
        return nil
      }
      return expression
    }
  }
}

extension DiagnosticKind {
  static let intervals = [unevenInterval]

  static let unevenInterval = DiagnosticKind(
    "schedule-uneven",
    explanation: """
      cron matches minutes and hours against a clock; it does not count how long ago it last fired. \
      So only intervals of whole minutes that divide an hour, or of whole hours that divide a day, \
      come out even.
      """,
    example: .init(wrong: "schedule every 45m", mended: "schedule every 30m"))
}

private func unevenInterval(_ word: Word, _ interval: TimeSpan) -> Diagnostic {
  let shorter = CronExpression.intervals.last { $0 < interval }
  let longer = CronExpression.intervals.first { $0 > interval }
  let nearest = [shorter, longer].compactMap { $0?.text }
  return Diagnostic(
    .unevenInterval, "cron cannot fire every \(interval.text)", at: word.span,
    label: reason(for: interval),
    help: nearest.count == 1
      ? "the nearest even interval is \(nearest[0])"
      : "the nearest even intervals are \(nearest.joined(separator: " and "))")
}

private func reason(for interval: TimeSpan) -> String {
  let minutes = interval.milliseconds / 60_000
  if interval.milliseconds % 60_000 != 0 { return "cron counts whole minutes" }
  switch minutes {
  case 1..<60:
    let last = 59 / minutes * minutes
    let ticks = last == minutes ? ":00 and :\(last)" : ":00, :\(pad(minutes)) … :\(pad(last))"
    return "it would fire at \(ticks), then wait only \(60 - last) minutes"
  case 61..<1440 where minutes % 60 != 0: return "not a whole number of hours"
  case 60..<1440:
    let last = 23 * 60 / minutes * minutes
    return "the last tick of a day would be \((1440 - last) / 60)h before midnight"
  case 0: return "no time at all"
  default: return "longer than a day"
  }
}
