/// The minutes at which a schedule fires, as the five fields of crontab(5).
///
/// A day matches when both day fields do; where both are restricted, when either does (crontab(5)).
package struct CronExpression: Hashable, Sendable {
  package let minutes: CronField
  package let hours: CronField
  package let daysOfMonth: CronField
  package let months: CronField
  package let daysOfWeek: CronField

  /// The expression in the subset of the syntax that busybox, Debian cron, supercronic and
  /// Kubernetes read alike: numbers in range, lists, ranges and steps over explicit ranges; no
  /// names, and Sunday is 0.
  package var text: String {
    [minutes, hours, daysOfMonth, months, daysOfWeek].map(\.text).joined(separator: " ")
  }
}

extension CronExpression {
  /// Whether any calendar has a day that the expression admits.
  package var canFire: Bool {
    guard !daysOfMonth.isUnrestricted, daysOfWeek.isUnrestricted else { return true }
    let leapYear = 2000
    return months.values.contains {
      CivilDate.daysInMonth($0, of: leapYear) >= daysOfMonth.values[0]
    }
  }

  /// No two ticks are closer than this, as long as no clock is moved. Days are left out of account,
  /// so that it takes no search.
  package var shortestGap: TimeSpan {
    let minutes = minutes.values
    let within = Self.shortestDistance(minutes, cycle: 60)
    guard minutes.count == 1 else { return .minutes(within) }
    return .minutes(Self.shortestDistance(hours.values, cycle: 24) * 60)
  }

  private static func shortestDistance(_ values: [Int], cycle: Int) -> Int {
    let next = values.dropFirst() + [values[0] + cycle]
    return zip(values, next).map { $1 - $0 }.min() ?? cycle
  }
}

/// The values that one field of a cron expression admits.
package struct CronField: Hashable, Sendable {
  /// The values that the field could have, in the order of crontab(5).
  package enum Unit: CaseIterable, Sendable {
    case minute, hour, dayOfMonth, month, dayOfWeek

    package var range: ClosedRange<Int> {
      switch self {
      case .minute: 0...59
      case .hour: 0...23
      case .dayOfMonth: 1...31
      case .month: 1...12
      case .dayOfWeek: 0...6
      }
    }
  }

  package let unit: Unit
  /// Bit n is set when the value n is admitted. Never empty.
  package let bits: UInt64

  package init(_ unit: Unit, values: some Sequence<Int>) {
    self.unit = unit
    bits = values.reduce(0) { $0 | 1 << UInt64($1) }
    precondition(bits != 0)
  }

  package static func any(_ unit: Unit) -> CronField {
    CronField(unit, values: unit.range)
  }

  package var values: [Int] { unit.range.filter { bits & 1 << UInt64($0) != 0 } }
  package var isUnrestricted: Bool { values.count == unit.range.count }
}

extension CronField {
  /// The shortest spelling that every reader of crontabs reads alike.
  package var text: String {
    if isUnrestricted { return "*" }
    let values = values
    if let stepped = Self.stepped(values, in: unit.range) { return stepped }
    var parts: [String] = []
    var first = 0
    while first < values.count {
      var last = first
      while last + 1 < values.count, values[last + 1] == values[last] + 1 { last += 1 }
      switch last - first {
      case 0: parts.append("\(values[first])")
      case 1: parts += ["\(values[first])", "\(values[last])"]
      default: parts.append("\(values[first])-\(values[last])")
      }
      first = last + 1
    }
    return parts.joined(separator: ",")
  }

  /// `*/15`, where the values are evenly spaced from the lowest possible to beyond the highest;
  /// `1-31/2` and `0-6/2` for days and months: busybox counts their `*/2` from 0, and for Debian
  /// cron it is a star, with which the other day field must match too.
  private static func stepped(_ values: [Int], in range: ClosedRange<Int>) -> String? {
    guard values.count > 2 || values.count == 2 && values[0] == 0 else { return nil }
    let step = values[1] - values[0]
    let even = Array(stride(from: values[0], through: range.upperBound, by: step))
    guard step > 1, values == even else { return nil }
    let isStar = values[0] == 0 && range.count > 7
    return isStar ? "*/\(step)" : "\(values[0])-\(range.upperBound)/\(step)"
  }
}
