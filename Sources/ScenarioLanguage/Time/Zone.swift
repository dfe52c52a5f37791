/// A zone of the IANA database: how far its clocks are ahead of UTC, and when that changes.
package struct Zone: Hashable, Sendable {
  /// As tzdata lists it: `Europe/Berlin`.
  package let name: String
  /// Seconds ahead of UTC before the first change.
  let firstOffset: Int
  /// What the file lists, ascending. Only changes that move the clock.
  let changes: [Change]
  /// What goes on after the last of them for ever.
  let rule: PosixRule?

  /// A moment at which the clocks of a zone are moved.
  package struct Change: Hashable, Sendable {
    package let instant: Instant
    /// Seconds ahead of UTC until then, and from then on.
    package let before: Int
    package let after: Int

    /// The times that clocks show never (the clock moves forward) or twice (it moves back).
    package var wallTimes: Range<WallTime> {
      let shown = [instant.wallTime(offset: before), instant.wallTime(offset: after)]
      return min(shown[0], shown[1])..<max(shown[0], shown[1])
    }
    package var isForward: Bool { after > before }
  }

  /// UTC, which needs no data.
  package static let utc = Zone(name: "Etc/UTC", firstOffset: 0, changes: [], rule: nil)
  package static let utcNames: Set = ["Etc/UTC", "UTC"]
  /// Seconds: no zone is further from UTC (RFC 9636, section 3.2: -25 to 26 hours).
  static let offsets = -25 * 3_600...26 * 3_600

  /// Seconds ahead of UTC.
  package func offset(at instant: Instant) -> Int {
    let next = changes.partitioningIndex { $0.instant > instant }
    if next == changes.count, let rule { return rule.offset(at: instant) }
    return next == 0 ? firstOffset : changes[next - 1].after
  }

  package func wallTime(at instant: Instant) -> WallTime {
    instant.wallTime(offset: offset(at: instant))
  }

  /// The moments at which a clock of the zone shows `wall`, ascending: one, but for none where it
  /// is skipped, and two where it is doubled.
  package func instants(of wall: WallTime) -> [Instant] {
    let earliest = Instant(seconds: wall.seconds - Self.offsets.upperBound)
    let latest = Instant(seconds: wall.seconds - Self.offsets.lowerBound)
    var offsets: Set = [offset(at: earliest)]
    var last = earliest
    while let change = change(after: last), change.instant <= latest {
      offsets.insert(change.after)
      last = change.instant
    }
    return offsets.map { Instant(seconds: wall.seconds - $0) }
      .filter { wallTime(at: $0) == wall }.sorted()
  }

  /// The next change strictly after that moment.
  package func change(after instant: Instant) -> Change? {
    let next = changes.partitioningIndex { $0.instant > instant }
    if next < changes.count { return changes[next] }
    return rule?.change(after: max(instant, changes.last?.instant ?? instant))
  }
}

extension Array {
  /// Where the elements begin that satisfy the predicate, all that do being at the end.
  fileprivate func partitioningIndex(_ isInLaterPart: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isInLaterPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
