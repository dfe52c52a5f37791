import ScenarioLanguage
import ScenarioPlanning
import ScenarioMachine

/// Shows a run as it goes: in a terminal one line that changes, in a pipe a line for each event.
struct RunDisplay {
  private let plan: Plan
  private let isLive = Stream.output.isTerminal
  private var runStart: Double?

  /// `speed`: how many times as fast as its scenario the plan runs.
  init(of plan: Plan, speed: Int) {
    self.plan = plan
    let pace = speed > 1 ? " at \(speed) times its speed" : ""
    print("\(plan.scenario.name.value)\(pace): \(plan.summary)", to: .output)
  }

  mutating func show(_ news: RunNews) {
    switch news {
    case .event(let event):
      if event.kind == .start { runStart = event.seconds }
      if !isLive || event.kind != .step { print(clear + event.line, to: .output) }
    case .sample(let sample): if isLive { print(Array((clear + live(sample)).utf8), to: .output) }
    case .words(let words): print(clear + "container: \(words)", to: .error)
    }
  }

  /// What removes the live line, so that another can take its place.
  private var clear: String { isLive ? "\r\u{1B}[K" : "" }

  private func live(_ sample: RunSample) -> String {
    let time = "\(column(sample.seconds))  \(sample.state.rawValue)"
    guard sample.state == .leaking, let runStart else { return time }
    let planned = plan.scenario.curve.level(at: TimeSpan(seconds: sample.seconds - runStart))
    let limit = plan.scenario.memory.limit.value.text
    return "\(time)  \(mebibytes(sample.level)) of \(mebibytes(planned.bytes)) planned, "
      + "limit \(limit)"
  }
}

extension RunEvent {
  fileprivate var line: String {
    let values = ["planned", "measured"].compactMap { name in
      number(name).map { "\(name) \(mebibytes($0))" }
    }
    let status = status.map { ["status \($0)"] } ?? []
    let restart = restartDelay.map { ["restarts after \(decimal($0, places: 0)) s"] } ?? []
    let name = kind.rawValue + String(repeating: " ", count: max(15 - kind.rawValue.count, 0))
    let details = (values + status + restart).joined(separator: ", ")
    return "\(column(seconds))  \(details.isEmpty ? kind.rawValue : "\(name)  \(details)")"
  }
}

private func column(_ seconds: Double) -> String {
  let text = decimal(seconds, places: 2) + " s"
  return String(repeating: " ", count: max(10 - text.count, 0)) + text
}

private func mebibytes(_ bytes: Int) -> String {
  "\(decimal(Double(bytes) / Double(1 << 20), places: 1))Mi"
}
