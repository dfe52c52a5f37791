/// A change of the clock that skips or doubles ticks of a schedule.
package struct DisturbedTicks: Hashable, Sendable {
  package let change: Zone.Change
  /// What the clock shows at those ticks, ascending. Never empty.
  package let wallTimes: [WallTime]
  /// Never shown by the clock, where false: shown twice.
  package var areSkipped: Bool { change.isForward }
}

extension CronExpression {
  /// The ticks that the clock's changes skip or double within `span` after a moment.
  ///
  /// A schedule that looks the same before and after a change, as every 15 minutes does when an
  /// hour is skipped, keeps its pace: nobody would miss a tick.
  package func disturbedTicks(
    after instant: Instant, within span: TimeSpan = .longest, in zone: Zone
  ) -> [DisturbedTicks] {
    let end = instant + span
    var disturbed: [DisturbedTicks] = []
    var last = instant
    while let change = zone.change(after: last), change.instant <= end {
      last = change.instant
      if keepsPace(over: change) { continue }
      // On a clock that does not change, they are all there, and once.
      let shown = change.wallTimes
      let before = Instant(seconds: shown.lowerBound.seconds - 1)
      let ticks = occurrences(after: before, in: .utc).prefix {
        $0.seconds < shown.upperBound.seconds
      }
      let wallTimes = ticks.map { $0.wallTime(offset: 0) }
      if !wallTimes.isEmpty { disturbed.append(.init(change: change, wallTimes: wallTimes)) }
    }
    return disturbed
  }

  private func keepsPace(over change: Zone.Change) -> Bool {
    let (minutesMoved, seconds) = abs(change.after - change.before).quotientAndRemainder(
      dividingBy: 60)
    let isDaily =
      daysOfMonth.isUnrestricted && months.isUnrestricted && daysOfWeek.isUnrestricted
    guard isDaily, hours.isUnrestricted, seconds == 0 else { return false }
    return Set(minutes.values) == Set(minutes.values.map { ($0 + minutesMoved) % 60 })
  }
}
