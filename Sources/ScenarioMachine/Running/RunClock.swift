import ScenarioLanguage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Seconds since its making, by a clock that nobody sets.
package struct RunClock: Sendable {
  /// When it was made, in seconds since 1970-01-01T00:00:00Z.
  let unixStart = seconds(CLOCK_REALTIME)
  private let start = seconds(CLOCK_MONOTONIC)

  package var now: Double { Self.seconds(CLOCK_MONOTONIC) - start }

  package init() {}

  /// The moment that it is now, by the clock on the wall.
  var instant: Instant { Instant(seconds: Int(unixStart + now)) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
  }
}
