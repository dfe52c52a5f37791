import ScenarioLanguage
import ScenarioPlanning

/// Where things lie in the image.
enum ImagePath {
  static let entrypoint = "/usr/local/bin/entrypoint.sh"
  /// Kubernetes mounts a volume over the folder, with the script of the ConfigMap in it.
  static let scriptFolder = "/scenario"
  static let script = "\(scriptFolder)/stress_script.sh"
  /// Where busybox crond looks for the tables of users.
  static let crontabFolder = "/etc/crontabs"
  static let crontab = "/etc/crontab"
}

/// The user of a pod that needs no root: above the numbers that distributions give out.
let unprivilegedUser = 10001

/// The image: a base, the packages, and the scripts.
func dockerfile(_ plan: Plan, _ origin: Origin) -> Artifact {
  let scenario = plan.scenario
  let base = scenario.image.base.value
  let sections = [
    origin.header(scenario.name, "the image that the pod runs.")
      + "#\n" + scenario.skippedOfImage.map { "# checkov:skip=\($0.id):\($0.reason)\n" }.joined(),
    "FROM \(base.reference.text)\n",
    base.distribution.installation(of: packages(for: scenario, on: base.distribution)),
    copies(for: scenario),
    labels(of: plan),
    start(of: scenario),
  ]
  return Artifact(path: "Dockerfile", text: sections.joined(separator: "\n"))
}

extension Distribution {
  /// The instruction that installs what the scripts need.
  fileprivate func installation(of packages: String) -> String {
    switch self {
    case .alpine:
      """
      # The base's release pins the version, and Alpine deletes superseded packages.
      # hadolint ignore=DL3018
      RUN apk add --no-cache \(packages)

      """
    case .debian:
      """
      # The base's release pins the versions.
      # hadolint ignore=DL3008
      RUN apt-get update \\
          && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \\
              \(packages) \\
          && rm -rf /var/lib/apt/lists/*

      """
    }
  }
}

private func packages(for scenario: Scenario, on distribution: Distribution) -> String {
  var packages = ["stress-ng"]
  switch (scenario.scheduler, distribution) {
  case (.supercronic, _): packages.append("supercronic")
  // Of Debian's two builds of busybox only the static one has crond.
  case (.busybox, .debian): packages.append("busybox-static")
  case (.busybox, .alpine), (nil, _): break
  }
  if scenario.zoneInContainer != nil { packages.append("tzdata") }
  return packages.sorted().joined(separator: " ")
}

extension Scenario {
  /// The zone by which the cron in the container goes; nil where that is UTC, or Kubernetes' part.
  var zoneInContainer: String? {
    let zone = schedule.value.zone
    return scheduler == nil || zone == .utc ? nil : zone.name
  }
}

private func copies(for scenario: Scenario) -> String {
  let scripts = """
    COPY --chmod=0755 entrypoint.sh \(ImagePath.entrypoint)
    COPY --chmod=0755 stress_script.sh \(ImagePath.script)

    """
  return switch scenario.scheduler {
  case .busybox:
    scripts + """
      # crond reads the file named after the user, if root owns it.
      COPY --chmod=0644 crontab \(ImagePath.crontabFolder)/root

      """
  case .supercronic: scripts + "COPY --chmod=0644 crontab \(ImagePath.crontab)\n"
  case nil: scripts
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

private func start(of scenario: Scenario) -> String {
  let zone = scenario.zoneInContainer.map { "ENV TZ=\($0)\n\n" } ?? ""
  let user = scenario.needsRoot ? "" : "USER \(unprivilegedUser):\(unprivilegedUser)\n\n"
  let part = scenario.scheduler == nil ? "it ends" : "it starts cron and ends"
  return zone + user + """
    # PID 1 stays in charge: \(part) the container when the leak is killed.
    ENTRYPOINT ["\(ImagePath.entrypoint)"]
    CMD [\(command(of: scenario, scenario.scheduler).map { "\"\($0)\"" }.joined(separator: ", "))]

    """
}

/// What PID 1 starts, by that scheduler. supercronic keeps to one run at a time, unless told
/// otherwise; which run ends for the next is the script's part.
func command(of scenario: Scenario, _ scheduler: Scheduler?) -> [String] {
  switch scheduler {
  case .busybox:
    ["busybox", "crond", "-f", "-l", "8", "-L", "/dev/stderr", "-c", ImagePath.crontabFolder]
  case .supercronic:
    ["supercronic", "-passthrough-logs"]
      + (scenario.overlap.value == .replace ? ["-overlapping"] : []) + [ImagePath.crontab]
  case nil: [ImagePath.script]
  }
}
