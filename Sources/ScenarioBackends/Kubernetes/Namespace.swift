import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// The Namespace, which admits pods no more powerful than the scenario's own.
func namespace(_ emission: Emission) -> Manifest {
  let scenario = emission.plan.scenario
  let reason =
    scenario.needsRoot
    ? "Pod Security level baseline: cron inside the container runs as root."
    : """
    Pod Security level restricted: nothing here runs as root. Beside a scenario with busybox crond \
    it would have to be baseline, as a fleet's namespaces.yaml makes it.
    """
  return Manifest(
    file: "namespace.yaml", subject: "the namespace for leaks.",
    notes: [reason, namespaceDeletion],
    value: namespaceObject(scenario.namespace.value, isRoot: scenario.needsRoot))
}

/// What to know before one deletes what is in a folder with a namespace.
let namespaceDeletion =
  "`kubectl delete -k` deletes the namespace too, with all else that is in it."

/// `isRoot`: whether some pod in it runs as root, if with next to no capabilities.
func namespaceObject(_ name: String, isRoot: Bool) -> Document {
  [
    "apiVersion": "v1",
    "kind": "Namespace",
    "metadata": [
      "name": .string(name),
      "labels": [
        "app.kubernetes.io/managed-by": "scenarioc",
        "pod-security.kubernetes.io/enforce": isRoot ? "baseline" : "restricted",
      ],
    ],
  ]
}
