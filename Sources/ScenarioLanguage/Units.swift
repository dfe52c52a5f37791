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
