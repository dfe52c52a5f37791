import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// The Deployment of a scenario that restarts always: its cron, if any, runs inside the container.
func deployment(_ emission: Emission) -> Manifest {
  let plan = emission.plan
  let root =
    plan.scenario.needsRoot
    ? [
      """
      User 0 with SETGID: busybox crond runs jobs as root only, and changes its groups before \
      each. All other capabilities are dropped.
      """
    ] : []
  return Manifest(
    file: "deployment.yaml", subject: "pods that leak, and are restarted.",
    notes: ["Recreate: the pods of two versions must never leak side by side."] + root + [
      "The checksum makes `kubectl apply -k` start a new pod when the script has changed."
    ] + podNotes(plan),
    value: [
      "apiVersion": "apps/v1",
      "kind": "Deployment",
      "metadata": plan.metadata(skipping: emission.skippedOfWorkload),
      "spec": [
        "replicas": .integer(plan.scenario.replicas.value),
        "revisionHistoryLimit": 2,
        "strategy": ["type": "Recreate"],
        "selector": ["matchLabels": plan.selector],
        "template": podTemplate(
          emission,
          annotations: [
            "checksum/\(emission.script.path)": .string(emission.script.digest)
          ],
          restartPolicy: "Always"),
      ],
    ])
}
