/// A tick of a schedule, as a person reads it.
package struct TimetableRow: Sendable {
  package let instant: Instant
  /// RFC 3339, with the zone's offset.
  package let local: String
  /// RFC 3339, in UTC.
  package let utc: String
  /// Since the row before; nil in the first.
  package let gap: TimeSpan?
}

extension CronExpression {
  /// The next ticks, at most `count` of them.
  package func timetable(
    _ count: Int, after instant: Instant, in zone: Zone, by reader: CronReader = .kubernetes
  ) -> [TimetableRow] {
    var last: Instant?
    return occurrences(after: instant, in: zone, by: reader).prefix(count).map { tick in
      defer { last = tick }
      return TimetableRow(
        instant: tick, local: tick.text(offset: zone.offset(at: tick)), utc: tick.text(),
        gap: last.map { TimeSpan.seconds(tick.seconds - $0.seconds) })
    }
  }
}
