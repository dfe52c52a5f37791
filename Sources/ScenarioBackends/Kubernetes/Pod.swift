import ScenarioDocuments
import ScenarioLanguage
import ScenarioPlanning

/// What makes a reader of the pod's template ask why.
func podNotes(_ plan: Plan) -> [String] {
  let memory = plan.scenario.memory
  var notes = [
    "The init container copies the script, so that an edited ConfigMap changes no run under way.",
    "The emptyDir volumes lie on disk: in memory they would count to the limit.",
    "terminationGracePeriodSeconds: the entrypoint ends within a second.",
  ]
  if memory.request.value == memory.limit.value {
    notes.append("Memory request and limit are equal, so that the node gives the pod no swap.")
  }
  return notes
}

/// The template of the pod, with all that a Pod Security level may ask for.
func podTemplate(
  _ emission: Emission, annotations: Document? = nil, restartPolicy: Document
) -> Document {
  let plan = emission.plan
  return [
    "metadata": [
      "labels": plan.labels, "annotations": annotations,
    ],
    "spec": [
      "restartPolicy": restartPolicy,
      "terminationGracePeriodSeconds": 5,
      "automountServiceAccountToken": false,
      "enableServiceLinks": false,
      "nodeSelector": nodeSelector(plan),
      "securityContext": podSecurity(plan.scenario),
      "initContainers": [copyScript(emission)],
      "containers": [stress(emission)],
      "volumes": [
        ["name": "config", "configMap": ["name": plan.objectName]],
        ["name": "scenario", "emptyDir": [:]],
        ["name": "tmp", "emptyDir": [:]],
      ],
    ],
  ]
}

private func nodeSelector(_ plan: Plan) -> Document? {
  let nodes = plan.scenario.nodes.map { ($0.key.value, Document.string($0.value.value)) }
  return nodes.isEmpty ? nil : .map(nodes)
}

/// Copies the script to where a container may run it. Little memory is needed, and none is added
/// to what the pod asks for: an init container's request counts only as far as it is the larger.
private func copyScript(_ emission: Emission) -> Document {
  [
    "name": "copy-script",
    "image": .string(emission.image.text),
    "imagePullPolicy": "IfNotPresent",
    "command": [
      "install", "-m", "0755", "/config/\(emission.script.path)", .string(ImagePath.script),
    ],
    "resources": [
      "requests": ["cpu": "100m", "memory": "32Mi"],
      "limits": ["cpu": "100m", "memory": "32Mi"],
    ],
    "securityContext": containerSecurity(adding: []),
    "volumeMounts": [
      ["name": "config", "mountPath": "/config", "readOnly": true],
      ["name": "scenario", "mountPath": .string(ImagePath.scriptFolder)],
    ],
  ]
}

/// The container that leaks. What it runs is said by the image.
private func stress(_ emission: Emission) -> Document {
  let (memory, cpu) = (emission.plan.scenario.memory, emission.plan.scenario.cpu)
  return [
    "name": .string(Labels.container),
    "image": .string(emission.image.text),
    "imagePullPolicy": "IfNotPresent",
    "resources": [
      "requests": [
        "cpu": .string(cpu.request.value.text), "memory": .string(memory.request.value.quantity),
      ],
      "limits": [
        "cpu": cpu.limit.map { .string($0.value.text) },
        "memory": .string(memory.limit.value.quantity),
      ],
    ],
    "securityContext": containerSecurity(
      adding: emission.plan.scenario.needsRoot ? ["SETGID"] : []),
    "volumeMounts": [
      ["name": "scenario", "mountPath": .string(ImagePath.scriptFolder), "readOnly": true],
      ["name": "tmp", "mountPath": "/tmp"],
    ],
  ]
}

private func podSecurity(_ scenario: Scenario) -> Document {
  let user: Document = .integer(scenario.needsRoot ? 0 : unprivilegedUser)
  return [
    "runAsNonRoot": scenario.needsRoot ? nil : true,
    "runAsUser": user,
    "runAsGroup": user,
    "seccompProfile": ["type": "RuntimeDefault"],
  ]
}

private func containerSecurity(adding capabilities: [Document]) -> Document {
  [
    "allowPrivilegeEscalation": false,
    "readOnlyRootFilesystem": true,
    "capabilities": [
      "drop": ["ALL"],
      "add": capabilities.isEmpty ? nil : .list(capabilities),
    ],
  ]
}
