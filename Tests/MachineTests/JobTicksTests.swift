import ScenarioLanguage
import Testing

@testable import ScenarioMachine

/// Which ticks begin a Job, once someone has asked.
@Suite struct JobTicksTests {
  /// The answers at some moments, and the tick that is still to come; in seconds.
  private func answers(at moments: [Int], ticks: [Int]) -> (answers: [Bool], coming: Int?) {
    var jobs = JobTicks(after: Instant(seconds: 0)) { instant in
      ticks.first { $0 > instant.seconds }.map(Instant.init)
    }
    let answers = moments.map { jobs.isDue(at: Instant(seconds: $0)) }
    return (answers, jobs.coming?.seconds)
  }

  @Test func aTickIsDueOnce() {
    let (answers, coming) = answers(at: [59, 60, 60, 61], ticks: [60, 120])
    #expect(answers == [false, true, false, false])
    #expect(coming == 120)
  }

  @Test func theLatestOfThoseThatWereKeptOffIsMadeUpFor() {
    let (answers, coming) = answers(at: [215, 216], ticks: [60, 120, 180, 240])
    #expect(answers == [true, false])
    #expect(coming == 240)
  }

  @Test(arguments: [(160, true), (161, false)])
  func upToTheStartingDeadline(_ moment: Int, _ isDue: Bool) {
    let (answers, coming) = answers(at: [moment], ticks: [100, 900])
    #expect(answers == [isDue])
    #expect(coming == 900)
  }

  @Test func aScheduleMayComeToItsEnd() {
    let (answers, coming) = answers(at: [60, 600], ticks: [60])
    #expect(answers == [true, false])
    #expect(coming == nil)
  }
}
