import Foundation
import TestSupport
import Testing

/// The Pod Security Standards of Kubernetes, as its documentation lists them ("Pod Security
/// Standards") and its admission plugin checks them (`pod-security-admission/policy/check_*.go`):
/// each pod keeps to the level that its namespace enforces.
@Suite struct PodSecurityTests {
  @Test(arguments: try Golden.all())
  func thePodKeepsToTheLevelOfItsNamespace(_ golden: Golden) throws {
    let objects = try golden.objects.map { try JSON(yaml: $0) }
    let namespace = try #require(objects.first { $0["kind"] == .string("Namespace") })
    #expect(objects.compactMap(\.podTemplate).count == 1)
    expect(objects, keepTo: namespace)
  }

  /// In a fleet the namespaces are not those of the bundles.
  @Test func thePodsKeepToTheLevelsOfTheFleet() throws {
    let objects = try Golden.all().flatMap { try $0.objects }.map { try JSON(yaml: $0) }
    let path = Golden.folder.appending(path: "namespaces.yaml").path
    var count = 0
    for namespace in try JSON.documents(yaml: path) {
      let inside = objects.filter { $0["metadata"]?["namespace"] == namespace["metadata"]?["name"] }
      expect(inside, keepTo: namespace)
      count += inside.compactMap(\.podTemplate).count
    }
    #expect(try count == Golden.all().count)
  }

  private func expect(_ objects: [JSON], keepTo namespace: JSON) {
    let level = namespace["metadata"]?["labels"]?["pod-security.kubernetes.io/enforce"]
    for pod in objects.compactMap(\.podTemplate) {
      for control in level == .string("restricted") ? baseline + restricted : baseline {
        for field in control.fields {
          let seen = field.values(in: pod)
          #expect(seen.isSubset(of: control.allowed), "\(control.name): \(field) is \(seen)")
        }
      }
    }
  }

  /// Some are `restricted` in full, busybox crond being all that stands in the way.
  @Test func onlyBusyboxNeedsMore() throws {
    for golden in try Golden.all() {
      let isRestricted = try golden.text("kubernetes/namespace.yaml").contains("restricted")
      #expect(try golden.text("Dockerfile").contains("\"crond\"") != isRestricted)
    }
  }
}

private struct Control {
  let name: String
  let fields: [Field]
  /// As ``Field/values(in:)`` gives them.
  let allowed: Set<String>

  init(_ name: String, _ fields: [Field], allowed: Set<String> = ["undefined"]) {
    self.name = name
    self.fields = fields
    self.allowed = allowed
  }
}

private let baseline = [
  Control("HostProcess", ["securityContext.windowsOptions", "*.securityContext.windowsOptions"]),
  Control("Host Namespaces", ["hostNetwork", "hostPID", "hostIPC"]),
  Control("Privileged Containers", ["*.securityContext.privileged"]),
  Control(
    "Capabilities", ["*.securityContext.capabilities.add.[]"],
    allowed: [
      "undefined", "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD",
      "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ]),
  Control("HostPath Volumes", ["volumes.[].hostPath"]),
  Control("Host Ports", ["*.ports.[].hostPort"]),
  Control(
    "Host Probes and Lifecycle Hooks",
    ["*.livenessProbe", "*.readinessProbe", "*.startupProbe", "*.lifecycle"]),
  Control("AppArmor", ["securityContext.appArmorProfile", "*.securityContext.appArmorProfile"]),
  Control("SELinux", ["securityContext.seLinuxOptions", "*.securityContext.seLinuxOptions"]),
  Control(
    "Seccomp",
    ["securityContext.seccompProfile.type", "*.securityContext.seccompProfile.type"],
    allowed: ["undefined", "RuntimeDefault", "Localhost"]),
  Control("/proc Mount Type", ["*.securityContext.procMount"]),
  Control("Sysctls", ["securityContext.sysctls"]),
]

private let restricted = [
  Control(
    "Volume Types", ["volumes.[].keys"],
    allowed: [
      "name", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim",
      "projected", "secret",
    ]),
  Control(
    "Privilege Escalation", ["*.securityContext.allowPrivilegeEscalation"], allowed: ["false"]),
  Control("Running as Non-root", ["securityContext.runAsNonRoot"], allowed: ["true"]),
  Control("Running as Non-root", ["*.securityContext.runAsNonRoot"]),
  Control("Running as Non-root user", ["securityContext.runAsUser"], allowed: ["10001"]),
  Control("Running as Non-root user", ["*.securityContext.runAsUser"]),
  Control("Seccomp", ["securityContext.seccompProfile.type"], allowed: ["RuntimeDefault"]),
  Control("Seccomp", ["*.securityContext.seccompProfile"]),
  Control(
    "Capabilities, dropped", ["*.securityContext.capabilities.drop.[]"], allowed: ["ALL"]),
  Control(
    "Capabilities, added", ["*.securityContext.capabilities.add.[]"],
    allowed: ["undefined", "NET_BIND_SERVICE"]),
]

/// A path below the pod's `spec`. A leading `*` is each container of any kind, `[]` each element of
/// a list, and `keys` the keys of a map.
private struct Field: ExpressibleByStringLiteral, CustomStringConvertible {
  let description: String

  init(stringLiteral path: String) { description = path }

  /// All that the field is in a pod; `undefined` for where it is not.
  func values(in pod: JSON) -> Set<String> {
    var found: [JSON?] = [pod["spec"]]
    for part in description.split(separator: ".").map(String.init) {
      found = found.flatMap { value -> [JSON?] in
        switch (part, value) {
        case ("*", _):
          ["initContainers", "containers", "ephemeralContainers"].flatMap {
            value?[$0]?.elements ?? []
          }
        case ("[]", let value?): value.elements
        case ("keys", .map(let entries)): entries.keys.map { .string($0) }
        default: [value?[part]]
        }
      }
    }
    return Set(found.map { $0?.text ?? "undefined" })
  }
}
