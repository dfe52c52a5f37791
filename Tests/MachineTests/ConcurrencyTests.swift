import Foundation
import ScenarioBackends
import ScenarioMachine
import Synchronization
import Testing

struct ConcurrencyTests {
  /// Each run locks a descriptor of its own, so threads contend as processes do.
  @Test func runsIntoOneFolderTakeTurns() throws {
    let scratch = try Scratch()
    let errors = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { writer in
      for round in 0..<20 {
        do {
          _ = try build(sampleBundle("\(writer) \(round)"), to: scratch.out)
        } catch {
          errors.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(errors.withLock(\.self) == [])
    #expect(try names(in: scratch.out) == ["leak"])
    let last = try snapshot(scratch.out + "/leak")
    #expect((0..<8).contains { last == expected(sampleBundle("\($0) 19")) })
  }

  @Test func threadsOfOneRunWriteBundlesOfDifferentNames() throws {
    let scratch = try Scratch()
    for outcome in [OutputFolder.Outcome.created, .unchanged] {
      let outcomes = Mutex<[OutputFolder.Outcome?]>([])
      try OutputFolder.open(at: scratch.out) { output in
        DispatchQueue.concurrentPerform(iterations: 100) { index in
          let written = try? output.write(sampleBundle("1", name: "leak-\(index)"))
          outcomes.withLock { $0.append(written) }
        }
      }
      #expect(outcomes.withLock(\.self) == Array(repeating: outcome, count: 100))
    }
    #expect(try names(in: scratch.out).count == 100)
    for index in 0..<100 {
      let folder = scratch.out + "/leak-\(index)"
      #expect(try snapshot(folder) == expected(sampleBundle("1", name: "leak-\(index)")))
    }
  }

  /// What is read while bundles are replaced is the old one or the new one, never a mixture.
  @Test func aReaderSeesWholeBundles() throws {
    let scratch = try Scratch()
    _ = try build(sampleBundle("0"), to: scratch.out)
    let done = Mutex(false)
    let missed = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 2) { role in
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
