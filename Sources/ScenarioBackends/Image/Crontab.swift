import ScenarioLanguage
import ScenarioPlanning

/// The crontab of the container; nil where no cron runs in it.
func crontab(_ plan: Plan, _ origin: Origin) -> Artifact? {
  let scenario = plan.scenario
  guard scenario.scheduler != nil, let cron = scenario.schedule.value.cron else { return nil }
  var notes = [
    """
    cron keeps a job's output to itself: the script writes to that of PID 1, which is the \
    container's log.
    """
  ]
  // cron starts no job that still runs: so one that is to be replaced runs on its own.
  let isReplaced = scenario.overlap.value == .replace
  if isReplaced { notes.append("&: cron would wait for the last run, and the next shall end it.") }
  let header = origin.header(
    scenario.name, "when the ramp starts, in \(scenario.schedule.value.zone.title).", notes: notes)
  let output = ">/proc/1/fd/1 2>/proc/1/fd/2\(isReplaced ? " &" : "")"
  return Artifact(
    path: "crontab", text: "\(header)\n\(cron.text) \(ImagePath.script) \(output)\n")
}

extension Zone {
  /// As people call it.
  fileprivate var title: String { self == .utc ? "UTC" : name }
}
