import ScenarioDocuments

/// The ConfigMap with the stress script, from which the pods take it. The entrypoint is not in it:
/// PID 1 is part of the image, like cron, and does not change with the scenario.
func configMap(_ emission: Emission) -> Manifest {
  let script = String(decoding: emission.script.bytes, as: UTF8.self)
  return Manifest(
    file: "configmap.yaml", subject: "the script that the pod runs.",
    value: [
      "apiVersion": "v1",
      "kind": "ConfigMap",
      "metadata": emission.plan.metadata(),
      "data": [emission.script.path: .string(script)],
    ])
}
