/// An amount of memory, in bytes. Never negative.
package struct ByteCount: Hashable, Comparable, Sendable {
  package let bytes: Int

  package init(bytes: Int) {
    precondition(bytes >= 0)
    self.bytes = bytes
  }

  package static let zero = ByteCount(bytes: 0)
  package static func mebibytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 20) }

  package static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
}

/// A length of time, in milliseconds. Never negative.
package struct TimeSpan: Hashable, Comparable, Sendable {
  package let milliseconds: Int

  package init(milliseconds: Int) {
    precondition(milliseconds >= 0)
    self.milliseconds = milliseconds
  }

  package static let zero = TimeSpan(milliseconds: 0)
  package static func seconds(_ count: Int) -> TimeSpan { TimeSpan(milliseconds: count * 1000) }
  package static func minutes(_ count: Int) -> TimeSpan { seconds(count * 60) }

  package static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package static func + (left: TimeSpan, right: TimeSpan) -> TimeSpan {
    TimeSpan(milliseconds: left.milliseconds + right.milliseconds)
  }
}

/// A speed of change: so much memory in so much time. Never nothing.
package struct Rate: Hashable, Sendable {
  package let amount: ByteCount
  package let period: TimeSpan

  package init(_ amount: ByteCount, per period: TimeSpan) {
    precondition(amount > .zero && period > .zero)
    self.amount = amount
    self.period = period
  }

  /// How long a change takes, to the nearest millisecond; nil where that is longer than
  /// ``TimeSpan/longest``.
  package func time(toChangeBy distance: ByteCount) -> TimeSpan? {
    let product = distance.bytes.multipliedFullWidth(by: period.milliseconds)
    guard product.high < amount.bytes else { return nil }
    let (quotient, remainder) = amount.bytes.dividingFullWidth(product)
    let rounded = remainder >= amount.bytes - remainder ? quotient + 1 : quotient
    guard rounded <= TimeSpan.longest.milliseconds else { return nil }
    return TimeSpan(milliseconds: rounded)
  }
}

/// Processor time, in thousandths of a core (Kubernetes: "CPU resource units").
package struct CPUAmount: Hashable, Comparable, Sendable {
  package let millicores: Int

  package init(millicores: Int) {
    precondition(millicores > 0)
    self.millicores = millicores
  }

  /// As a scenario and Kubernetes say it: `2`, `250m`.
  package var text: String {
    millicores % 1000 == 0 ? "\(millicores / 1000)" : "\(millicores)m"
  }

  package static func < (left: CPUAmount, right: CPUAmount) -> Bool {
    left.millicores < right.millicores
  }
}
