import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// The CronJob of a scenario that does not restart always: Kubernetes keeps the time.
func cronJob(_ emission: Emission) -> Manifest {
  let plan = emission.plan
  let schedule = plan.scenario.schedule.value
  return Manifest(
    file: "cronjob.yaml", subject: "a pod that leaks, at each tick of the schedule.",
    notes: [
      "timeZone: without it the schedule would follow the zone of the cluster's controller.",
      overlapNote(plan.scenario.overlap.value),
      RetryPolicy(plan).note,
      "An OOM kill makes a failed Job, which is the result to look at: the last three are kept.",
    ] + podNotes(plan),
    value: [
      "apiVersion": "batch/v1",
      "kind": "CronJob",
      "metadata": plan.metadata(skipping: emission.skippedOfWorkload),
      "spec": [
        "schedule": schedule.cron.map { .string($0.text) },
        "timeZone": .string(schedule.zone.name),
        "concurrencyPolicy": plan.scenario.overlap.value == .skip ? "Forbid" : "Replace",
        "startingDeadlineSeconds": .integer(Scenario.startingDeadline.milliseconds / 1_000),
        "successfulJobsHistoryLimit": 3,
        "failedJobsHistoryLimit": 3,
        "jobTemplate": ["metadata": ["labels": plan.labels], "spec": jobSpec(emission)],
      ],
    ])
}

private func overlapNote(_ overlap: Overlap) -> String {
  switch overlap {
  case .skip:
    """
    Forbid and startingDeadlineSeconds: a tick that finds the last run still going, or the \
    cluster busy, for more than a minute is skipped and not made up for.
    """
  case .replace:
    """
    Replace: a tick ends the last run. startingDeadlineSeconds: one that finds the cluster busy \
    for a minute is skipped and not made up for.
    """
  }
}
