import Foundation
import ScenarioMachine
import Synchronization
import Testing

/// Work on several threads whose results come in order.
struct InOrderTests {
  @Test(arguments: [0, 1, 2, 1000], [1, 2, 7])
  func eachResultComesOnceAndInOrder(_ count: Int, _ threads: Int) {
    var results: [Int] = []
    inOrder(count, threads: threads) { index in
      // Now and then one is late.
      if index % 100 == 3 { usleep(2000) }
      return index * index
    } deliver: { index, result in
      #expect(result == index * index)
      results.append(index)
    }
    #expect(results == Array(0..<count))
  }

  @Test func oneIndexHasNoOtherThread() {
    let here = thisThread
    inOrder(1, threads: 8) { _ in
      thisThread
    } deliver: { _, thread in
      #expect(thread == here)
    }
  }

  /// Each of the threads is needed for the others to go on.
  @Test func allThreadsWorkAtOnce() {
    let here = thisThread
    let arrived = Atomic(0)
    var threads: Set<String> = []
    inOrder(3, threads: 3) { _ in
      arrived.add(1, ordering: .sequentiallyConsistent)
      while arrived.load(ordering: .sequentiallyConsistent) < 3 { usleep(100) }
      return thisThread
    } deliver: { _, thread in
      #expect(thisThread == here)
      threads.insert(thread)
    }
    #expect(threads.count == 3)
  }

  /// However late the first is, the others do not run far ahead: what they make needs memory.
  @Test func noThreadRunsFarAhead() {
    let started = Atomic(0)
    inOrder(10_000, threads: 4) { index in
      if index == 0 { usleep(200_000) }
      started.add(1, ordering: .relaxed)
    } deliver: { index, _ in
      #expect(started.load(ordering: .relaxed) <= index + 1 + 4 * 8)
    }
  }
}

/// Tells this thread from the others.
private var thisThread: String { "\(pthread_self())" }
