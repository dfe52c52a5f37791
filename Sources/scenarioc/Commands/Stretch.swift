import ArgumentParser
import ScenarioLanguage
import ScenarioMachine
import ScenarioPlanning

/// The stretch of time that a forecast is about, and the nodes that it is for.
struct Stretch: ParsableArguments {
  @Option(
    name: .customLong("for"),
    help: "How long, as scenarios say it: 90m, 7d. The default is 24h, or until a Job is over.",
    transform: Stretch.span)
  var length: TimeSpan?

  @Option(
    name: .customLong("from"), help: "When it begins: 2026-03-29T00:00:00Z. The default is now.",
    transform: readInstant)
  var start: Instant?

  @Option(
    help: "The longest delay of a restart, where the nodes have lowered it from 5m.",
    transform: Stretch.span)
  var maxBackOff: TimeSpan?

  @Flag(help: "The nodes have ReduceDefaultCrashLoopBackOffDecay: restarts after 1s to 1m.")
  var reducedBackOff = false

  /// Reads a duration of the command line.
  static func span(_ text: String) throws -> TimeSpan {
    switch TimeSpan.read(text) {
    case .success(let span): return span
    case .failure(let misspelt): throw ValidationError(misspelt.sentence)
    }
  }

  func timeline(of plan: Plan) -> Timeline {
    let usual = reducedBackOff ? RestartBackOff.reduced : RestartBackOff()
    let backOff = maxBackOff.map { RestartBackOff(first: usual.first, longest: $0) } ?? usual
    let origin = start ?? Surroundings.system.now
    let length = length ?? Timeline.usualSpan(of: plan, backOff: backOff)
    return Timeline(of: plan, from: origin, for: length, backOff: backOff)
  }
}
