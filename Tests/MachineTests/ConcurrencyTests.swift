import Foundation
import ScenarioBackends
import Testing

@testable import ScenarioMachine

struct ConcurrencyTests {
  /// Each run locks a descriptor of its own, so threads contend as processes do.
  @Test func runsIntoOneFolderTakeTurns() throws {
    let scratch = try Scratch()
    let out = scratch.path + "/a/b/out"
    let errors = Monitor<[String]>([])
    inThreads(4) { writer in
      for round in 0..<20 {
        do {
          _ = try build(sampleBundle("\(writer) \(round)"), to: out)
        } catch {
          errors.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(errors.withLock(\.self).first == nil)
    #expect(try names(in: out) == ["leak"])
    let last = try snapshot(out + "/leak")
    #expect((0..<4).contains { last == expected(sampleBundle("\($0) 19")) })
  }

  @Test func aSecondRunWaitsForTheFirst() throws {
    let scratch = try Scratch()
    let ends = Monitor<[String]>([])
    let inside = DispatchSemaphore(value: 0)
    inThreads(2) { role in
      if role == 0 {
        try? OutputFolder.open(at: scratch.out) { _ in
          inside.signal()
          usleep(100_000)
          ends.withLock { $0.append("first") }
        }
      } else {
        inside.wait()
        _ = try? build(sampleBundle("1"), to: scratch.out)
        ends.withLock { $0.append("second") }
      }
    }
    #expect(ends.withLock(\.self) == ["first", "second"])
    #expect(try names(in: scratch.out) == ["leak"])
  }

  @Test func threadsOfOneRunWriteBundlesOfDifferentNames() throws {
    let scratch = try Scratch()
    for outcome in [OutputFolder.Outcome.created, .unchanged] {
      let outcomes = Monitor<[OutputFolder.Outcome?]>([])
      try OutputFolder.open(at: scratch.out) { output in
        inThreads(4) { thread in
          for index in 0..<20 {
            let written = try? output.write(sampleBundle("1", name: "leak-\(thread)-\(index)"))
            outcomes.withLock { $0.append(written) }
          }
        }
      }
      #expect(outcomes.withLock(\.self) == Array(repeating: outcome, count: 80))
    }
    let written = try names(in: scratch.out)
    #expect(written.count == 80)
    for name in written {
      #expect(try snapshot("\(scratch.out)/\(name)") == expected(sampleBundle("1", name: name)))
    }
  }

  @Test func aReaderAlwaysFindsABundle() throws {
    let scratch = try Scratch()
    _ = try build(sampleBundle("0"), to: scratch.out)
    let done = Monitor(false)
    let missed = Monitor(0)
    inThreads(2) { role in
      if role == 0 {
        for round in 1...300 { _ = try? build(sampleBundle("\(round)"), to: scratch.out) }
        done.withLock { $0 = true }
      } else {
        while !done.withLock(\.self) {
          if access(scratch.out + "/leak/kubernetes/base/job.yaml", F_OK) != 0 {
            missed.withLock { $0 += 1 }
          }
        }
      }
    }
    #expect(missed.withLock(\.self) == 0)
  }
}

/// Truly at once: Dispatch may decide to run one after the other.
func inThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  let ended = DispatchSemaphore(value: 0)
  for index in 0..<count {
    Thread.detachNewThread {
      body(index)
      ended.signal()
    }
  }
  for _ in 0..<count { ended.wait() }
}
