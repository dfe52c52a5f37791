import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

extension LabelFormat {
  /// The root cause, and what follows from it, without times (github.com/itbench-hub/ITBench,
  /// `groundtruth_v1.yaml`; read as `ground_truth.yaml` by `itbench_evaluations/loader.py` of
  /// ITBench-SRE-Agent). Which alerts fire is up to the cluster's rules, so none are named.
  static let itBench = LabelFormat("itbench", "ITBench's ground_truth.yaml") { labels, _ in
    var bytes = Array(
      comment("\(labels.subject.scenario): the root cause, \(labels.source.rawValue).").utf8)
    groundTruth(of: labels).writeYAML(to: &bytes)
    return [Artifact(path: "ground_truth.yaml", bytes: bytes)]
  }
}

private func groundTruth(of labels: Labels) -> Document {
  let subject = labels.subject
  let kind = subject.kind?.kind ?? "Deployment"
  let (workload, pod) = ("\(subject.workload)-\(kind.lowercased())-1", "\(subject.workload)-pod-1")
  let isKilled = labels.intervals.contains { $0.phase == .oom }
  let condition = "Memory of container \(subject.container) grows along a ramp"
  let effect =
    isKilled
    ? "The container exceeds its memory limit, is OOM killed and restarted"
    : "The container holds more and more memory, within its limit"
  return [
    "alerts": [],
    "aliases": [[.string(workload), .string(pod)]],
    "fault": [
      [
        "category": "Infrastructure",
        "condition": .string(condition),
        "entity": [
          "group_id": .string(workload), "kind": .string(kind), "name": .string(workload),
        ],
        "fault_mechanism": "memory_leak",
      ]
    ],
    "groups": [
      group(workload, kind, filter: "\(subject.workload)\\b", of: subject, isRootCause: true),
      group(pod, "Pod", filter: "\(subject.workload)-.*", of: subject),
    ],
    "propagations": [
      [
        "condition": .string(condition), "effect": .string(effect), "source": .string(workload),
        "target": .string(pod),
      ]
    ],
  ]
}

private func group(
  _ id: String, _ kind: String, filter: String, of subject: Labels.Subject,
  isRootCause: Bool = false
) -> Document {
  [
    "filter": [.string(filter)],
    "id": .string(id),
    "kind": .string(kind),
    "namespace": .string(subject.namespace),
    "root_cause": isRootCause ? true : nil,
  ]
}
