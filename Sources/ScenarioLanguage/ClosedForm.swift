#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A segment as a function of time, in bytes and in milliseconds of the run, unrounded.
package struct ClosedForm {
  private let start: Double
  private let base: Double
  /// Per millisecond: what is added, or, of an exponential, the logarithm of what multiplies.
  private let slope: Double
  private let course: Curve.Segment.Course

  package init(of segment: Curve.Segment) {
    let (from, to) = (Double(segment.from.bytes), Double(segment.to.bytes))
    let duration = Double(max(segment.duration.milliseconds, 1))
    start = Double(segment.start.milliseconds)
    base = from
    course = segment.isHold ? .linear : segment.course
    switch course {
    case .linear: slope = (to - from) / duration
    case .exponential: slope = log(to / from) / duration
    }
  }

  package func value(at time: Double) -> Double {
    switch course {
    case .linear: base + slope * (time - start)
    case .exponential: base * exp(slope * (time - start))
    }
  }

  /// The integral of the absolute difference from a level.
  package func areaBetween(_ level: Double, from: Double, to: Double) -> Double {
    let meeting = min(max(time(reaching: level) ?? from, from), to)
    func difference(_ time: Double) -> Double { integral(at: time) - level * (time - start) }
    return abs(difference(meeting) - difference(from)) + abs(difference(to) - difference(meeting))
  }

  private func integral(at time: Double) -> Double {
    let elapsed = time - start
    return switch course {
    case .linear: base * elapsed + slope * elapsed * elapsed / 2
    case .exponential: base * (exp(slope * elapsed) - 1) / slope
    }
  }

  /// Nil where it never does, or always.
  private func time(reaching level: Double) -> Double? {
    guard slope != 0 else { return nil }
    switch course {
    case .linear: return start + (level - base) / slope
    case .exponential: return level > 0 ? start + log(level / base) / slope : nil
    }
  }
}
