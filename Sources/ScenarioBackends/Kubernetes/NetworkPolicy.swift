import ScenarioDocuments
/// The NetworkPolicy of the pods. A policy that names directions and admits nobody in either closes
/// them (Kubernetes: "Network Policies").
func networkPolicy(_ emission: Emission) -> Manifest {
  let plan = emission.plan
  return Manifest(
    file: "networkpolicy.yaml", subject: "no network, for a leak needs none.",
    notes: ["It binds where the cluster's network plugin knows such policies."],
    value: [
      "apiVersion": "networking.k8s.io/v1",
      "kind": "NetworkPolicy",
      "metadata": plan.metadata(),
      "spec": [
        "podSelector": ["matchLabels": plan.selector],
        "policyTypes": ["Ingress", "Egress"],
      ],
    ])
}
