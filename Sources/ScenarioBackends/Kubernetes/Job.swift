import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// The Job of a scenario that starts at once and does not restart always.
func job(_ emission: Emission) -> Manifest {
  let plan = emission.plan
  return Manifest(
    file: "job.yaml", subject: "a pod that leaks, once.",
    notes: [
      RetryPolicy(plan).note,
      "A Job cannot be changed: delete it before you apply another version.",
    ] + podNotes(plan),
    value: [
      "apiVersion": "batch/v1",
      "kind": "Job",
      "metadata": plan.metadata(skipping: emission.skippedOfWorkload),
      "spec": jobSpec(emission),
    ])
}

func jobSpec(_ emission: Emission) -> Document {
  let retries = RetryPolicy(emission.plan)
  return [
    "backoffLimit": .integer(retries.limit),
    "template": podTemplate(emission, restartPolicy: retries.restartPolicy),
  ]
}

/// What becomes of a pod whose leak was killed.
struct RetryPolicy {
  let restartPolicy: Document
  /// The Job's `backoffLimit`.
  let limit: Int
  let note: String

  init(_ plan: Plan) {
    limit = plan.scenario.restart.value.backoffLimit
    switch plan.scenario.restart.value {
    case .always: preconditionFailure("a Job cannot restart always")
    case .onFailure(let retries):
      restartPolicy = "OnFailure"
      let times = retries == 1 ? "once" : "up to \(retries) times, ever later"
      note = """
        backoffLimit: a killed run is tried again \(times). As another try begins, Kubernetes gives \
        the Job up and deletes the pod, and its log with it.
        """
    case .never:
      restartPolicy = "Never"
      note = "backoffLimit: a killed run is not tried again."
    }
  }
}
