import ScenarioLanguage
import ScenarioPlanning

/// Where things lie in the image.
enum ImagePath {
  static let entrypoint = "/usr/local/bin/entrypoint.sh"
  /// Kubernetes mounts a volume over the folder, with the script of the ConfigMap in it.
  static let scriptFolder = "/scenario"
  static let script = "\(scriptFolder)/stress_script.sh"
  static let crontabFolder = "/etc/crontabs"
}

/// The user of a pod without cron: not root, and above the numbers that distributions give out.
let unprivilegedUser = 10001

/// The image: a base, the packages, and the scripts.
func dockerfile(_ plan: Plan, _ origin: Origin) -> Artifact {
  let base = plan.scenario.image.base.value
  let sections = [
    origin.header(plan.scenario.name, "the image that the pod runs."),
    "FROM \(base.reference.text)\n",
    base.distribution.installation(of: plan.workload),
    copies(for: plan.workload),
    labels(of: plan),
    start(of: plan.workload),
  ]
  return Artifact(path: "Dockerfile", text: sections.joined(separator: "\n"))
}

extension Distribution {
  /// The instruction that installs what the scripts need.
  fileprivate func installation(of workload: Plan.Workload) -> String {
    switch self {
    case .alpine:
      // Alpine's own busybox has crond.
      """
      # The base's release pins the version, and Alpine deletes superseded packages.
      # hadolint ignore=DL3018
      RUN apk add --no-cache stress-ng

      """
    case .debian:
      """
      # The base's release pins the versions.
      # hadolint ignore=DL3008
      RUN apt-get update \\
          && apt-get install -y --no-install-recommends \(debianPackages(for: workload)) \\
          && rm -rf /var/lib/apt/lists/*

      """
    }
  }

  /// Of Debian's two builds of busybox only the static one has crond.
  private func debianPackages(for workload: Plan.Workload) -> String {
    switch workload {
    case .deployment: "busybox-static stress-ng"
    case .cronJob: "stress-ng"
    }
  }
}

private func copies(for workload: Plan.Workload) -> String {
  let scripts = """
    COPY --chmod=0755 entrypoint.sh \(ImagePath.entrypoint)
    COPY --chmod=0755 stress_script.sh \(ImagePath.script)

    """
  return switch workload {
  case .deployment:
    scripts + """
      # crond reads the file named after the user, if root owns it.
      COPY --chmod=0644 crontab \(ImagePath.crontabFolder)/root

      """
  case .cronJob: scripts
  }
}

private func labels(of plan: Plan) -> String {
  var labels = "LABEL org.opencontainers.image.title=\"\(plan.scenario.name.value)\""
  if let about = plan.scenario.about {
    labels += " \\\n      org.opencontainers.image.description=\(labelValue(about.value))"
  }
  return labels + "\n"
}

/// A label's value in double quotes, in which a Dockerfile gives a meaning to `\`, `"` and `$`.
///
/// No spelling of a line end exists, so white space of any kind becomes one blank. A line may have
/// 65,535 bytes, so the value goes on over several, broken at a blank where there is one. A `#`
/// must not begin a line, which would make it a comment.
func labelValue(_ text: String) -> String {
  var value = String.UnicodeScalarView("\"".unicodeScalars)
  var previous: Unicode.Scalar = "\""
  var column = 0
  for scalar in words(of: text).joined(separator: " ").unicodeScalars {
    let mayBreak = column >= 80 && previous == " " || column >= 1000 && previous != "\\"
    if mayBreak, scalar != "#", scalar != " " {
      value.append(contentsOf: "\\\n".unicodeScalars)
      column = 0
    }
    if scalar == "\\" || scalar == "\"" || scalar == "$" { value.append("\\") }
    value.append(scalar)
    previous = scalar
    column += 1
  }
  return String(value) + "\""
}

private func start(of workload: Plan.Workload) -> String {
  switch workload {
  case .deployment:
    """
    # PID 1 stays in charge: it starts cron and ends the container when the leak is killed.
    ENTRYPOINT ["\(ImagePath.entrypoint)"]
    CMD ["busybox", "crond", "-f", "-l", "8", "-L", "/dev/stderr", "-c", \
    "\(ImagePath.crontabFolder)"]

    """
  case .cronJob:
    """
    USER \(unprivilegedUser):\(unprivilegedUser)

    # PID 1 stays in charge: it ends the container when the leak is killed.
    ENTRYPOINT ["\(ImagePath.entrypoint)"]
    CMD ["\(ImagePath.script)"]

    """
  }
}
