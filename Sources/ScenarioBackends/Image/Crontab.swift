import ScenarioLanguage
import ScenarioPlanning

/// The crontab of the container; nil where no cron runs in it.
func crontab(_ plan: Plan, _ origin: Origin) -> Artifact? {
  let scenario = plan.scenario
  guard let scheduler = scenario.scheduler, let cron = scenario.schedule.value.cron else {
    return nil
  }
  let (command, notes) = job(of: scheduler, replacing: scenario.overlap.value == .replace)
  let header = origin.header(
    scenario.name, "when the ramp starts, in \(scenario.schedule.value.zone.title).", notes: notes)
  return Artifact(path: "crontab", text: "\(header)\n\(cron.text) \(command)\n")
}

/// What stands behind the five fields, and why.
private func job(
  of scheduler: Scheduler, replacing: Bool
) -> (command: String, notes: [String]) {
  switch scheduler {
  case .supercronic: return (ImagePath.script, [])
  case .busybox:
    let output = """
      cron keeps a job's output to itself: the script writes to that of PID 1, which is the \
      container's log.
      """
    let command = "\(ImagePath.script) >/proc/1/fd/1 2>/proc/1/fd/2"
    guard replacing else { return (command, [output]) }
    // cron starts no job that still runs: so one that is to be replaced runs on its own.
    return (
      command + " &", [output, "&: cron would wait for the last run, and the next shall end it."]
    )
  }
}

extension Zone {
  /// As people call it.
  fileprivate var title: String { self == .utc ? "UTC" : name }
}
