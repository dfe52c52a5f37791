import ScenarioLanguage
import ScenarioPlanning

/// The crontab of the container's root, for busybox crond; nil where Kubernetes keeps the time.
func crontab(_ plan: Plan, _ origin: Origin) -> Artifact? {
  guard plan.workload == .deployment else { return nil }
  let scenario = plan.scenario
  let header = origin.header(
    scenario.name, "when the ramp starts, in UTC.",
    notes: [
      """
      cron keeps a job's output to itself: the script writes to that of PID 1, which is the \
      container's log.
      """
    ])
  let output = ">/proc/1/fd/1 2>/proc/1/fd/2"
  return Artifact(
    path: "crontab",
    text: "\(header)\n\(scenario.schedule.value.cron.text) \(ImagePath.script) \(output)\n")
}
