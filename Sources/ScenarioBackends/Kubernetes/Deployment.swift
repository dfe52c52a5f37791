import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// The Deployment of a scenario that restarts always: cron runs inside the container.
func deployment(_ emission: Emission) -> Manifest {
  let plan = emission.plan
  return Manifest(
    file: "deployment.yaml", subject: "one pod, in which cron starts the leak.",
    notes: [
      "Recreate: two pods must never leak side by side.",
      """
      User 0 with SETGID: busybox crond runs jobs as root only, and changes its groups before \
      each. All other capabilities are dropped.
      """,
      "The checksum makes `kubectl apply -k` start a new pod when the script has changed.",
    ] + podNotes(plan),
    value: [
      "apiVersion": "apps/v1",
      "kind": "Deployment",
      "metadata": plan.metadata,
      "spec": [
        "replicas": 1,
        "revisionHistoryLimit": 2,
        "strategy": ["type": "Recreate"],
        "selector": ["matchLabels": plan.selector],
        "template": podTemplate(emission, restartPolicy: "Always"),
      ],
    ])
}
