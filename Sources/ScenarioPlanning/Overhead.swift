package import ScenarioLanguage

/// What a run takes beside the bytes that its steps ask for. The stress script measures it and takes
/// it off the next step; these, by the release, are what it begins with. Measured as usage less file
/// cache.
package enum Overhead {
  /// Of one instance of stress-ng 0.15.06: 1.3 MiB resident, 0.5 MiB of the kernel's, 2.2 MiB shared.
  package static let oldInstance = ByteCount(bytes: 4_089_446)
  /// Of one instance of stress-ng 0.17 to 0.21: 1.25 MiB.
  package static let instance = ByteCount(bytes: 1_310_720)
  /// Of PID 1, cron and a sleep: 0.7 to 1.0 MiB.
  package static let company = ByteCount.mebibytes(1)
}

extension Plan {
  /// Of stress-ng, that are up when the run ends: one for each rise, less those that falls end.
  package var instances: Int {
    var levels: [ByteCount] = []
    for step in staircase.steps where step.time < end || step.time == .zero {
      while let last = levels.last, last > step.level { levels.removeLast() }
      if levels.last ?? .zero < step.level { levels += step.parts + [step.level] }
    }
    return levels.count
  }
}
