import ScenarioLanguage
import ScenarioPlanning

/// A policy of checkov, a scanner of manifests and Dockerfiles, that a bundle does not follow.
struct SkippedPolicy {
  let id: String
  /// One clause, without a `=`, which parts it from the id.
  let reason: String
}

extension Emission {
  /// Those of the workload's manifest.
  var skippedOfWorkload: [SkippedPolicy] {
    let scenario = plan.scenario
    var skipped: [SkippedPolicy] = []
    if scenario.workload == .deployment { skipped += [.livenessProbe, .readinessProbe] }
    if scenario.cpu.limit == nil { skipped.append(.cpuLimit) }
    if image.digest == nil { skipped += [.pullPolicy, .imageDigest] }
    if scenario.needsRoot { skipped += [.rootUser, .lowUser, .addedCapability] }
    return skipped
  }
}

extension Scenario {
  /// Those of the Dockerfile.
  var skippedOfImage: [SkippedPolicy] { needsRoot ? [.healthCheck, .imageUser] : [.healthCheck] }
}

extension SkippedPolicy {
  fileprivate static let livenessProbe = SkippedPolicy(
    id: "CKV_K8S_8", reason: "only the leak may end the container, and a probe could come first")
  fileprivate static let readinessProbe = SkippedPolicy(
    id: "CKV_K8S_9", reason: "nothing sends requests to the pod")
  fileprivate static let cpuLimit = SkippedPolicy(
    id: "CKV_K8S_11", reason: "a container that is slowed down falls behind its ramp")
  fileprivate static let pullPolicy = SkippedPolicy(
    id: "CKV_K8S_15", reason: "the image may be on the node without being in any registry")
  fileprivate static let imageDigest = SkippedPolicy(
    id: "CKV_K8S_43", reason: "the digest is known only when the image has been built")
  fileprivate static let rootUser = SkippedPolicy(
    id: "CKV_K8S_23", reason: "busybox crond runs jobs as root only")
  fileprivate static let lowUser = SkippedPolicy(
    id: "CKV_K8S_40", reason: "busybox crond runs jobs as root only")
  fileprivate static let addedCapability = SkippedPolicy(
    id: "CKV_K8S_25", reason: "busybox crond needs SETGID to change its groups before a job")
  fileprivate static let healthCheck = SkippedPolicy(
    id: "CKV_DOCKER_2", reason: "Kubernetes does not read HEALTHCHECK")
  fileprivate static let imageUser = SkippedPolicy(
    id: "CKV_DOCKER_3", reason: "busybox crond runs jobs as root only")
}
