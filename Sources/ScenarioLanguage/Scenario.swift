package import ScenarioSyntax

/// One scenario, typed and checked: what a file means, once its spelling is forgotten.
///
/// Each value keeps the span that said it, so that a rule can point there.
package struct Scenario: Sendable {
  package let name: Located<String>
  package let about: Located<String>?
  package let namespace: Located<String>
  package let schedule: Located<Schedule>
  package let restart: Located<RestartPolicy>
  package let memory: Memory
  package let curve: Curve
  package let expectation: Located<Expectation>?
  package let image: Image
}

/// A value and the span of the source that said it (for a default: that of the scenario's name).
package struct Located<Value: Sendable>: Sendable {
  package let value: Value
  package let span: Span

  package init(_ value: Value, at span: Span) {
    self.value = value
    self.span = span
  }

  package func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), at: span)
  }
}

/// When the leak starts: a cron expression in the form that all readers of crontabs read alike.
package struct Schedule: Hashable, Sendable {
  package let cron: CronExpression
}

/// What brings the pod back after it ended (Kubernetes: `restartPolicy`).
package enum RestartPolicy: String, Hashable, Sendable {
  /// A Deployment, with cron inside the container.
  case always
  /// A CronJob whose pod is tried again until it succeeds.
  case onFailure = "on-failure"
  /// A CronJob whose pod runs once a tick.
  case never
}

/// The container's memory: `request` ≤ `limit`.
package struct Memory: Sendable {
  package let limit: Located<ByteCount>
  package let request: Located<ByteCount>
}

/// What the author says will happen; the compiler proves or refuses it.
package enum Expectation: Sendable {
  /// The OOM killer strikes at the latest this long after the start of the run.
  case oom(within: Located<TimeSpan>)
}

/// The container image to build and to run.
package struct Image: Sendable {
  /// The reference to push to and to pull from; nil: derived from the scenario's name.
  package let name: Located<ImageReference>?
  /// The image to build upon, as in `FROM`.
  package let base: Located<BaseImage>
}
