import ScenarioLanguage

/// The ticks of a CronJob that are to come, as Kubernetes heeds them.
struct JobTicks {
  private let next: @Sendable (Instant) -> Instant?
  /// Nil: there is none any more.
  private(set) var coming: Instant?

  /// `next`: the first tick after a moment.
  init(after start: Instant, _ next: @escaping @Sendable (Instant) -> Instant?) {
    self.next = next
    coming = next(start)
  }

  /// Whether a Job is to begin: the latest tick counts of those that came since the last question,
  /// within the starting deadline ("CronJob: Concurrency policy").
  mutating func isDue(at now: Instant) -> Bool {
    var isDue = false
    while let tick = coming, tick <= now {
      isDue = now <= tick + Scenario.startingDeadline
      coming = next(tick)
    }
    return isDue
  }
}
