import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// The CronJob of a scenario that does not restart always: Kubernetes keeps the time.
func cronJob(_ emission: Emission) -> Manifest {
  let plan = emission.plan
  let restart = Restart(plan)
  return Manifest(
    file: "cronjob.yaml", subject: "a pod that leaks, at each tick of the schedule.",
    notes: [
      "timeZone: without it the schedule would follow the zone of the cluster's controller.",
      """
      Forbid and startingDeadlineSeconds: a tick that finds the last run still going, or the \
      cluster busy for a minute, is skipped and not made up for.
      """,
      restart.note,
      "An OOM kill makes a failed Job, which is the result to look at: the last three are kept.",
    ] + podNotes(plan),
    value: [
      "apiVersion": "batch/v1",
      "kind": "CronJob",
      "metadata": plan.metadata,
      "spec": [
        "schedule": .string(plan.scenario.schedule.value.cron.text),
        "timeZone": "Etc/UTC",
        "concurrencyPolicy": "Forbid",
        "startingDeadlineSeconds": 60,
        "successfulJobsHistoryLimit": 3,
        "failedJobsHistoryLimit": 3,
        "jobTemplate": [
          "metadata": ["labels": plan.labels],
          "spec": [
            "backoffLimit": .integer(restart.backoffLimit),
            "template": podTemplate(emission, restartPolicy: restart.policy),
          ],
        ],
      ],
    ])
}

/// What becomes of a pod whose leak was killed.
private struct Restart {
  let policy: Document
  let backoffLimit: Int
  let note: String

  init(_ plan: Plan) {
    switch plan.scenario.restart.value {
    case .always: preconditionFailure("a Job cannot restart always")
    case .onFailure:
      // The default of Kubernetes (Job API reference), written so that it can be seen.
      policy = "OnFailure"
      backoffLimit = 6
      note = "backoffLimit: a killed run is tried again up to 6 times, ever later."
    case .never:
      policy = "Never"
      backoffLimit = 0
      note = "backoffLimit: a killed run is not tried again before the next tick."
    }
  }
}
