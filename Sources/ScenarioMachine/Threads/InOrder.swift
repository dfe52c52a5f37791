#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How many threads this machine runs at once.
package var coreCount: Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }

/// Works on each index below `count`, and delivers what comes of it in the order of the indices,
/// whatever the threads do.
///
/// The calling thread is one of the `threads`: it delivers what is next, and works while that is
/// not ready. With one thread, or for one index, there is no other. At most ``pace`` results a
/// thread wait for their turn, so memory does not grow with `count`.
///
/// Takes no new index once an ``Interruption`` has come that is watched for.
package func inOrder<Result: Sendable>(
  _ count: Int, threads: Int, _ work: @escaping @Sendable (Int) -> Result,
  deliver: (Int, Result) -> Void
) {
  let threads = max(min(threads, count), 1)
  let line = Monitor(Line<Result>(count: count, capacity: threads * pace))
  let helpers = (1..<threads).compactMap { _ in Helper { line.help(work) } }
  line.lead(work, deliver)
  for helper in helpers { helper.join() }
}

/// How many results of each thread may wait.
private let pace = 8

/// The indices on their way, and the results that wait for their turn.
private struct Line<Result> {
  let count: Int
  /// Of index `i` at `i % results.count`.
  private var results: [Result?]
  private var taken = 0
  private var delivered = 0

  init(count: Int, capacity: Int) {
    self.count = count
    results = Array(repeating: nil, count: capacity)
  }

  private var isOver: Bool { taken == count || Interruption.signal != nil }

  enum Step {
    case work(Int)
    case deliver(Int, Result)
    case end
  }

  /// What a helper does next; nil where it has to wait.
  mutating func nextWork() -> Step? {
    if isOver { return .end }
    guard taken < delivered + results.count else { return nil }
    taken += 1
    return .work(taken - 1)
  }

  /// What the first thread does next; nil where it has to wait.
  mutating func next() -> Step? {
    let index = delivered % results.count
    if let result = results[index] {
      results[index] = nil
      delivered += 1
      return .deliver(delivered - 1, result)
    }
    guard let step = nextWork() else { return nil }
    if case .end = step { return delivered == taken ? .end : nil }
    return step
  }

  /// Whether the one result that the first thread waits for is this.
  mutating func store(_ result: Result, at index: Int) -> Bool {
    results[index % results.count] = result
    return index == delivered
  }
}

extension Monitor {
  fileprivate func help<Result>(_ work: (Int) -> Result) where State == Line<Result> {
    while case .work(let index) = wait(for: { $0.nextWork() }) {
      let result = work(index)
      if withLock({ $0.store(result, at: index) }) { announce() }
    }
  }

  fileprivate func lead<Result>(
    _ work: (Int) -> Result, _ deliver: (Int, Result) -> Void
  ) where State == Line<Result> {
    while true {
      switch wait(for: { $0.next() }) {
      case .work(let index):
        let result = work(index)
        _ = withLock { $0.store(result, at: index) }
      case .deliver(let index, let result):
        announce()
        deliver(index, result)
      case .end:
        return announce()
      }
    }
  }
}
