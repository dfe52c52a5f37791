import ScenarioLanguage
import ScenarioPlanning

/// What the Dockerfile makes of its base, as a value: for whoever starts the container without an
/// image.
package struct ContainerImage: Sendable {
  /// The files of the bundle that the image holds, each with its place there.
  package let files: [(place: String, artifact: Artifact)]
  /// `ENTRYPOINT` and `CMD`.
  package let command: [String]
  /// Of the user and its group; nil: root.
  package let user: Int?
  /// Of the clocks in the container, as in `TZ`; nil where they show UTC, or nobody looks.
  package let timeZone: String?
}

extension Emission {
  /// The container of the bundle; `atOnce`: in which cron is left out, and the ramp starts.
  package func container(atOnce: Bool) -> ContainerImage {
    let scenario = plan.scenario
    let scheduler = atOnce ? nil : scenario.scheduler
    return ContainerImage(
      files: imageFiles.compactMap { file in
        ImagePath.place(of: file.path, for: scheduler).map { ($0, file) }
      },
      command: [ImagePath.entrypoint] + command(of: scenario, scheduler),
      user: scenario.needsRoot ? nil : unprivilegedUser,
      timeZone: scenario.zoneInContainer)
  }
}

extension ImagePath {
  /// Where the image has a file of the bundle; nil for the recipe, and a crontab without a cron.
  static func place(of path: String, for scheduler: Scheduler?) -> String? {
    switch (path, scheduler) {
    case ("entrypoint.sh", _): entrypoint
    case ("stress_script.sh", _): script
    // crond reads the file that is named after the user.
    case ("crontab", .busybox): "\(crontabFolder)/root"
    case ("crontab", .supercronic): crontab
    default: nil
    }
  }
}
