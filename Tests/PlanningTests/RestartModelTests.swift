import ScenarioLanguage
import Testing

/// The restarts planned against those recorded on a kubelet 1.36.2 with containerd 2.3.4 and 1.6.20.
@Suite struct RestartModelTests {
  /// From the end of a container to its next start, in seconds, by the nominal back-off.
  private static let recorded: [(nominal: Int, delays: ClosedRange<Double>)] = [
    (0, 0.1...0.2), (10, 9.9...13.9), (20, 22.9...27.0), (40, 47.6...57.7), (80, 84.4...86.6),
    (160, 160...167), (300, 305...323),
  ]

  @Test func theBackOffIsTheNominalOne() {
    var backOff = RestartBackOff()
    let delays = Self.recorded.map { _ in backOff.delay(afterLifetimeOf: .minutes(3)) }
    #expect(delays == Self.recorded.map { .seconds($0.nominal) })
    #expect(backOff.delay(afterLifetimeOf: .minutes(3)) == .seconds(300))
    #expect(backOff.delay(afterLifetimeOf: .seconds(601)) == .zero)
    #expect(backOff.delay(afterLifetimeOf: .minutes(3)) == .seconds(10))
  }

  /// The last restart is the one at which the Job controller gives the Job up.
  @Test func aJobIsRestartedOnceMoreThanItIsTriedAgain() {
    var restarts = Restarts(.onFailure(retries: 2))
    let delays = (0..<3).map { _ in restarts.delay(afterLifetimeOf: .minutes(3), failed: true) }
    #expect(delays == [.zero, .seconds(10), .seconds(20)])
    #expect(restarts.areUsedUp)
    #expect(restarts.delay(afterLifetimeOf: .minutes(3), failed: true) == nil)
  }

  @Test func whatComesBack() {
    func delay(_ policy: RestartPolicy, failed: Bool) -> TimeSpan? {
      var restarts = Restarts(policy)
      return restarts.delay(afterLifetimeOf: .minutes(3), failed: failed)
    }
    #expect(delay(.always, failed: false) == .zero)
    #expect(delay(.onFailure(retries: 6), failed: false) == nil)
    #expect(delay(.never, failed: true) == nil)
  }

  @Test func eachIntervalHoldsWhatWasRecorded() {
    let end = Window(.minutes(10))
    for (nominal, delays) in Self.recorded {
      let restart = end.after(.seconds(nominal), .restart(after: .seconds(nominal)))
      let interval = (restart.earliest.seconds - 600)...(restart.latest.seconds - 600)
      #expect(interval.contains(delays.lowerBound) && interval.contains(delays.upperBound))
      #expect(interval.contains(Double(nominal)))
      // And says something: no interval is longer than half a minute and the relisting.
      #expect(interval.upperBound - interval.lowerBound < 31.5)
    }
  }
}

extension TimeSpan {
  fileprivate var seconds: Double { Double(milliseconds) / 1_000 }
}
