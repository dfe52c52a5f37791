import ScenarioSyntax

extension Rule {
  /// The Kubernetes objects are legal, and say no more than what is heard.
  static let objects = Rule(kinds: [.cronJobNameTooLong, .reservedLabel, .replicasUnused]) {
    scenario, _ in
    var problems: [Diagnostic] = []
    if scenario.workload == .cronJob, scenario.name.value.utf8.count > longestCronJobName {
      problems.append(nameTooLong(scenario))
    }
    for label in scenario.labels where reservedLabels.contains(label.key.value) {
      problems.append(reserved(label.key))
    }
    if scenario.workload != .deployment, scenario.replicas.value > 1 {
      problems.append(replicasUnused(scenario))
    }
    return problems
  }
}

/// The controller appends 11 characters to make the name of a Job, which is a label of its pods and
/// has 63 at the most (Kubernetes: CronJob).
private let longestCronJobName = 52

/// By these a Deployment finds its pods, and `kubectl` and dashboards the application.
private let reservedLabels = [
  "app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/managed-by",
]

// MARK: - Messages

extension DiagnosticKind {
  static let cronJobNameTooLong = DiagnosticKind(
    "cronjob-name-too-long",
    explanation: """
      A CronJob's name has at most 52 characters: Kubernetes appends 11 to it to name each Job, and \
      those names have 63 at the most.
      """,
    example: .init(
      wrong: nightlyScenario(named: "leak-of-the-checkout-service-in-the-northern-warehouse"),
      mended: nightlyScenario(named: "leak-of-the-checkout-service")))

  private static func nightlyScenario(named name: String) -> String {
    """
    scenario \(name) {
        schedule every 1d
        restart never
        memory { limit 512Mi }
        ramp { jump to 640Mi }
    }
    """
  }

  static let reservedLabel = DiagnosticKind(
    "reserved-label",
    explanation: "scenarioc sets this label itself: by it, objects find each other.",
    example: .init(
      wrong: "labels { app.kubernetes.io/name \"leak\" }",
      mended: "labels { app.kubernetes.io/component \"leak\" }"))

  static let replicasUnused = DiagnosticKind(
    "replicas-unused", severity: .warning,
    explanation: "Only a Deployment has replicas; a Job or a CronJob runs one pod at a time.",
    example: .init(wrong: "restart never\nreplicas 3", mended: "restart never"))
}

private func nameTooLong(_ scenario: Scenario) -> Diagnostic {
  let length = scenario.name.value.utf8.count
  return Diagnostic(
    .cronJobNameTooLong, "the scenario's name is too long for a CronJob", at: scenario.name.span,
    label: "\(length) characters; at most \(longestCronJobName)",
    related: [.init("a CronJob because of this", at: scenario.restart.span)],
    help: "shorten the name")
}

private func reserved(_ key: Located<String>) -> Diagnostic {
  Diagnostic(
    .reservedLabel, "the label `\(key.value)` is set by scenarioc itself", at: key.span,
    label: "reserved", help: "choose another key")
}

private func replicasUnused(_ scenario: Scenario) -> Diagnostic {
  Diagnostic(
    .replicasUnused, "a Job or a CronJob has no replicas", at: scenario.replicas.span,
    label: "has no effect",
    related: [.init("no Deployment because of this", at: scenario.restart.span)],
    help: "leave it out")
}
