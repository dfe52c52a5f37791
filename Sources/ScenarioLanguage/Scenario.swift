package import ScenarioSyntax

/// One scenario, typed and checked: what a file means, once its spelling is forgotten.
///
/// Each value keeps the span that said it, so that a rule can point there. A class, for all passes
/// share it.
package final class Scenario: Sendable {
  package let name: Located<String>
  package let about: Located<String>?
  package let namespace: Located<String>
  package let labels: [(key: Located<String>, value: Located<String>)]
  package let schedule: Located<Schedule>
  package let overlap: Located<Overlap>
  package let restart: Located<RestartPolicy>
  package let memory: Memory
  package let cpu: CPU
  package let curve: Curve
  package let expectation: Located<Expectation>?
  package let image: Image
  package let replicas: Located<Int>
  /// What the labels of a node must be, so that the pod may run there.
  package let nodes: [(key: Located<String>, value: Located<String>)]
  package let allowances: [Allowance]

  init(
    name: Located<String>, about: Located<String>?, namespace: Located<String>,
    labels: [(key: Located<String>, value: Located<String>)], schedule: Located<Schedule>,
    overlap: Located<Overlap>, restart: Located<RestartPolicy>, memory: Memory, cpu: CPU,
    curve: Curve, expectation: Located<Expectation>?, image: Image, replicas: Located<Int>,
    nodes: [(key: Located<String>, value: Located<String>)], allowances: [Allowance]
  ) {
    self.name = name
    self.about = about
    self.namespace = namespace
    self.labels = labels
    self.schedule = schedule
    self.overlap = overlap
    self.restart = restart
    self.memory = memory
    self.cpu = cpu
    self.curve = curve
    self.expectation = expectation
    self.image = image
    self.replicas = replicas
    self.nodes = nodes
    self.allowances = allowances
  }
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

/// When the leak starts.
package struct Schedule: Hashable, Sendable {
  package enum Trigger: Hashable, Sendable {
    case cron(CronExpression)
    /// Once, when the container starts.
    case start
  }

  package let trigger: Trigger
  /// Whose clocks the trigger goes by.
  package let zone: Zone

  package init(_ trigger: Trigger, in zone: Zone = .utc) {
    self.trigger = trigger
    self.zone = zone
  }

  /// Nil where no cron is needed.
  package var cron: CronExpression? {
    switch trigger {
    case .cron(let expression): expression
    case .start: nil
    }
  }
}

/// What a tick does that finds the last run still going.
package enum Overlap: String, Hashable, Sendable {
  /// It is left out.
  case skip
  /// It ends the last run and starts anew.
  case replace
}

/// What brings the pod back after it ended (Kubernetes: `restartPolicy`).
package enum RestartPolicy: Hashable, Sendable {
  /// A Deployment, with cron inside the container.
  case always
  /// A Job or a CronJob whose pod is tried again, so many times at the most (Kubernetes:
  /// `backoffLimit`).
  case onFailure(retries: Int)
  /// A Job or a CronJob whose pod runs once.
  case never

  /// Of a Job that does not say (Kubernetes: JobSpec).
  static let standardRetries = 6
}

/// The container's memory: `request` ≤ `limit`.
package struct Memory: Sendable {
  package let limit: Located<ByteCount>
  package let request: Located<ByteCount>
}

/// The container's processor time.
package struct CPU: Sendable {
  package let limit: Located<CPUAmount>?
  package let request: Located<CPUAmount>
}

/// What the author says will happen; the compiler proves or refuses it.
package enum Expectation: Sendable {
  /// The OOM killer strikes between these times after the start of the run.
  case oom(earliest: Located<TimeSpan>?, latest: Located<TimeSpan>)
  /// The run ends by itself.
  case survival
}

/// The container image to build and to run.
package struct Image: Sendable {
  /// The reference to push to and to pull from; nil: derived from the scenario's name.
  package let name: Located<ImageReference>?
  /// The image to build upon, as in `FROM`.
  package let base: Located<BaseImage>
  package let scheduler: Located<Scheduler>
}

/// Which cron runs inside the container of a Deployment.
package enum Scheduler: String, Hashable, Sendable {
  /// Small and everywhere, but needs root and SETGID.
  case busybox
  /// Runs as anybody, without any capability.
  case supercronic
}

/// A warning that the author has seen and wants to hear no more of.
package struct Allowance: Sendable {
  /// Of the kind of diagnostic.
  package let id: Located<String>
  package let reason: Located<String>?
}
