#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A thread that helps the first one, and that is waited for.
struct Helper {
  private let thread: pthread_t

  /// As large as the first thread's usually is: the same source nests as deep on each.
  private static let stackSize = 8 << 20

  /// Nil where the system gives no more threads.
  init?(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackSize)
    let work = Unmanaged.passRetained(Work(body))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let code = pthread_create(&thread, &attributes, start, work.toOpaque())
    #if canImport(Darwin)
      guard code == 0, let thread else {
        work.release()
        return nil
      }
    #else
      guard code == 0 else {
        work.release()
        return nil
      }
    #endif
    self.thread = thread
  }

  /// Waits until the body has ended; to be called once.
  func join() {
    pthread_join(thread, nil)
  }
}

private final class Work: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }
}

#if canImport(Darwin)
  private let start: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
    work in
    Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
    return nil
  }
#else
  private let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    work in
    if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
    return nil
  }
#endif
