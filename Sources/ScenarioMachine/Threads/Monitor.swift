#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A state that one thread has at a time, and that others can wait to see changed.
///
/// Synchronization's `Mutex` has no condition to wait for, and the thread sanitizer does not see it;
/// Dispatch would be loaded for each command.
final class Monitor<State>: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// Touched under the lock only, which is what makes this sendable.
  private var state: State

  init(_ state: sending State) {
    self.state = state
    pthread_mutex_init(lock, nil)
    pthread_cond_init(change, nil)
  }

  deinit {
    pthread_cond_destroy(change)
    pthread_mutex_destroy(lock)
    change.deallocate()
    lock.deallocate()
  }

  func withLock<Result>(_ body: (inout State) -> Result) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body(&state)
  }

  /// Waits until the body has a result, which is asked again after each ``announce()``.
  func wait<Result>(for body: (inout State) -> Result?) -> Result {
    withLock { state in
      while true {
        if let result = body(&state) { return result }
        pthread_cond_wait(change, lock)
      }
    }
  }

  /// Wakes all that wait.
  func announce() {
    pthread_cond_broadcast(change)
  }
}
