#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Rings when something may have changed that a search for sources comes by.
final class Alarm {
  enum Change: Comparable {
    case none
    /// A folder has come or gone, or nobody knows what: one has to look.
    case perhaps
    case source
  }

  /// How long nothing must happen, in seconds, before a change counts as over.
  static let quiet = 0.05
  /// However much goes on, what has happened is told after this time, in seconds.
  private static let longestUnrest = 1.0
  private static let pollInterval: useconds_t = 250_000

  #if os(Linux)
    /// Nil where there are none to be had.
    private var notices: Notices?
  #endif

  /// `paths` are those that the user named: files among them may be called as they like.
  init(naming paths: [String]) {
    #if os(Linux)
      notices = Notices(naming: paths)
    #endif
  }

  /// One that rings four times a second.
  static var polling: Alarm {
    let alarm = Alarm(naming: [])
    #if os(Linux)
      alarm.notices = nil
    #endif
    return alarm
  }

  /// Watches a folder; for what is none, or is not there, the nearest folder that leads to it.
  func watch(_ path: String) {
    #if os(Linux)
      if notices?.watch(path) == false { notices = nil }
    #endif
  }

  /// Returns once something has happened and all is quiet again; nil when a signal ends it all.
  func wait() -> Change? {
    #if os(Linux)
      if let notices { return wait(for: notices) }
    #endif
    usleep(Self.pollInterval)
    return Interruption.signal == nil ? .perhaps : nil
  }

  #if os(Linux)
    private func wait(for notices: Notices) -> Change? {
      while Interruption.signal == nil {
        // A signal just before this would not end it: so it is not for ever.
        var change = notices.next(within: 0.5)
        if change == .none { continue }
        let clock = RunClock()
        while clock.now < Self.longestUnrest {
          let next = notices.next(within: Self.quiet)
          if next == .none { break }
          change = max(change, next)
        }
        return Interruption.signal == nil ? change : nil
      }
      return nil
    }
  #endif
}
