import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The signals by which someone wants us to stop. Caught, they are only noted: whoever waits is
/// woken, and puts things in order.
enum Interruption {
  private static let caught = Atomic<Int32>(0)

  /// The first signal that came since ``watch()``.
  static var signal: Int32? {
    let signal = caught.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  /// Ctrl-C, a polite kill, a terminal that is closed, a reader that has gone: caught, even if
  /// whoever started us had them blocked.
  static func watch() {
    caught.store(0, ordering: .relaxed)
    var numbers = sigset_t()
    sigemptyset(&numbers)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] {
      catchSignal(number, note)
      sigaddset(&numbers, number)
    }
    sigprocmask(SIG_UNBLOCK, &numbers, nil)
  }

  private static let note: @convention(c) (Int32) -> Void = { number in
    _ = caught.compareExchange(expected: 0, desired: number, ordering: .relaxed)
  }
}

/// Outside the type, whose own `signal` would hide the system's.
private func catchSignal(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
  _ = signal(number, handler)
}
