/// The Kubernetes object that runs the pod: a Deployment admits `restartPolicy: Always` alone, a Job
/// anything else (Kubernetes: PodSpec and JobSpec).
package enum Workload: Hashable, Sendable {
  case deployment
  case cronJob
  case job
}

extension Scenario {
  package var workload: Workload {
    switch (restart.value, schedule.value.trigger) {
    case (.always, _): .deployment
    case (.onFailure, .cron), (.never, .cron): .cronJob
    case (.onFailure, .start), (.never, .start): .job
    }
  }

  /// How much later than its tick a CronJob may begin (Kubernetes: `startingDeadlineSeconds`).
  package static let startingDeadline = TimeSpan.seconds(60)

  /// The cron inside the container; nil where Kubernetes keeps the time, or nobody has to.
  package var scheduler: Scheduler? {
    guard workload == .deployment, schedule.value.cron != nil else { return nil }
    return image.scheduler.value
  }

  /// Whether the pod runs as root: busybox crond can do no other.
  package var needsRoot: Bool { scheduler == .busybox }

  /// When the level is about to exceed the limit, after the start of a run; nil where it never does.
  package var crossing: TimeSpan? { curve.firstTime(exceeding: memory.limit.value) }

  /// How long a run takes: until the OOM kill, else until the end of the curve.
  package var runLength: TimeSpan { crossing ?? curve.end }
}

extension Scheduler {
  package var reader: CronReader {
    switch self {
    case .busybox: .busybox
    case .supercronic: .supercronic
    }
  }
}

extension RestartPolicy {
  /// The Job's `backoffLimit`. Under OnFailure a Job fails as the restarts of its container *reach*
  /// it, and the last of them is cut off as it begins (`pastBackoffLimitOnFailure` in
  /// pkg/controller/job/job_controller.go): so it is one more than the retries.
  package var backoffLimit: Int {
    switch self {
    case .always, .never: 0
    case .onFailure(let retries): retries + 1
    }
  }
}
