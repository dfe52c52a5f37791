import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// The Namespace, which admits pods no more powerful than the scenario's own.
func namespace(_ emission: Emission) -> Manifest {
  let needsRoot = emission.plan.scenario.needsRoot
  let level: Document = needsRoot ? "baseline" : "restricted"
  let reason =
    needsRoot
    ? "Pod Security level baseline: cron inside the container runs as root."
    : """
    Pod Security level restricted: nothing here runs as root. A scenario with busybox crond needs \
    a namespace of its own, at level baseline.
    """
  return Manifest(
    file: "namespace.yaml", subject: "the namespace for leaks.",
    notes: [
      reason, "`kubectl delete -k` deletes the namespace too, with all else that is in it.",
    ],
    value: [
      "apiVersion": "v1",
      "kind": "Namespace",
      "metadata": [
        "name": .string(emission.plan.scenario.namespace.value),
        "labels": [
          "app.kubernetes.io/managed-by": "scenarioc",
          "pod-security.kubernetes.io/enforce": level,
        ],
      ],
    ])
}
