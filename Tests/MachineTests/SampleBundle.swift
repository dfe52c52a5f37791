import ScenarioBackends

/// A bundle that differs in the text of each file from that of another `version`.
func sampleBundle(_ version: String, name: String = "leak", extra: [Artifact] = []) -> Bundle {
  let artifacts =
    [
      Artifact(path: "Dockerfile", text: "FROM scratch # \(version)\n"),
      Artifact(path: "crontab", text: ""),
      Artifact(path: "kubernetes/base/job.yaml", text: "version: \(version)\n"),
      Artifact(path: "kubernetes/deployment.yaml", text: "version: \(version)\n"),
      Artifact(
        path: "stress.sh", mode: .executable,
        text: String(repeating: "# \(version)\n", count: 2000)),
    ] + extra
  return Bundle(name: name, artifacts: sealed(artifacts, by: Bundle.manifestPath))
}

/// What `snapshot` finds once the bundle has been written.
func expected(_ bundle: Bundle) -> [String: String] {
  var found = ["kubernetes": "\(0o755) folder", "kubernetes/base": "\(0o755) folder"]
  for artifact in bundle.artifacts {
    found[artifact.path] =
      "\(artifact.mode.rawValue) \(String(decoding: artifact.bytes, as: UTF8.self))"
  }
  return found
}
