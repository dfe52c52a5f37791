package import ScenarioLanguage

/// How true a plan came: what a record shows, beside what was foretold. Times in seconds.
package struct Comparison: Sendable {
  package let runs: [Run]
  package let restarts: [Restart]

  /// One run along the ramp.
  package struct Run: Sendable {
    /// In the record.
    package let start: Double
    package let ending: Ending
    /// Nil where no sample can be judged.
    package let levelError: LevelError?
  }

  /// How a run ended; times count from its start.
  package enum Ending: Sendable {
    case killed(after: Double)
    case completed(after: Double)
    /// The next tick took its place.
    case replaced(after: Double)
    /// Its Job had failed, and it was stopped as it began.
    case stopped(after: Double)
    /// The container was gone before the plan was through, and not for memory.
    case broken(after: Double)
    /// The record ends first.
    case unfinished
  }

  /// How far the measured level is from the planned one, as a fraction of the planned peak.
  package struct LevelError: Sendable {
    package let mean: Double
    package let largest: Double
    /// After the start of the run.
    package let largestAt: Double
    package let sampleCount: Int
  }

  /// A container that was started again.
  package struct Restart: Sendable {
    /// After the end of the container.
    package let planned: Double
    package let measured: Double
  }

  package init(of record: RunRecord, with plan: Plan) {
    runs = record.runs.map { Run($0, in: record, plan) }
    restarts = zip(record.events, record.events.dropFirst()).compactMap { end, start in
      guard let planned = end.restartDelay, start.kind == .containerStart else { return nil }
      return Restart(planned: planned, measured: start.seconds - end.seconds)
    }
  }
}

extension RunRecord {
  /// The events of each run, from its start to the last one before the next.
  fileprivate var runs: [ArraySlice<RunEvent>] {
    let starts = events.indices.filter { events[$0].kind == .start }
    return zip(starts, starts.dropFirst() + [events.count]).map { events[$0..<$1] }
  }
}

extension Comparison.Run {
  fileprivate init(_ events: ArraySlice<RunEvent>, in record: RunRecord, _ plan: Plan) {
    let start = events.first?.seconds ?? 0
    let ending = Comparison.Ending(of: events, start: start, plan.scenario.overlap.value)
    self.start = start
    self.ending = ending
    // Beyond the foretold kill there is no level to compare with.
    let end = start + min(ending.time ?? .infinity, plan.end.seconds)
    let samples = record.samples.drop { $0.seconds < start }.prefix { $0.seconds < end }
    levelError = Comparison.LevelError(of: samples, start: start, plan.scenario.curve)
  }
}

extension Comparison.Ending {
  fileprivate init(of events: ArraySlice<RunEvent>, start: Double, _ overlap: Overlap) {
    let decisive = events.first {
      switch $0.kind {
      case .kill, .end, .containerEnd: true
      case .containerStart, .start, .step, .oom: false
      }
    }
    guard let decisive else { self = .unfinished; return }
    let time = decisive.seconds - start
    switch decisive.kind {
    case .kill: self = .killed(after: time)
    case .end where decisive.details.contains("\"reason\":\"completed\""):
      self = .completed(after: time)
    // Within one container the script of the next run ends this one.
    case .end where overlap == .replace && decisive.details.contains("\"reason\":\"terminated\""):
      self = .replaced(after: time)
    case .containerEnd where decisive.stopCause == .replaced: self = .replaced(after: time)
    case .containerEnd where decisive.stopCause == .jobFailed: self = .stopped(after: time)
    case .end, .containerEnd, .containerStart, .start, .step, .oom: self = .broken(after: time)
    }
  }

  /// Nil where the record ends first.
  package var time: Double? {
    switch self {
    case .killed(let time), .completed(let time), .replaced(let time), .stopped(let time),
      .broken(let time):
      time
    case .unfinished: nil
    }
  }
}

extension Comparison.LevelError {
  /// Nil where there are no samples that can be judged.
  fileprivate init?(of samples: ArraySlice<RunSample>, start: Double, _ curve: Curve) {
    let settling = curve.settlingTimes
    let peak = Double(curve.peak.level.bytes)
    var (sum, largest, largestAt, count) = (0.0, 0.0, 0.0, 0)
    for sample in samples {
      let time = sample.seconds - start
      if settling.contains(where: { $0.contains(time) }) { continue }
      let planned = curve.level(at: TimeSpan(seconds: time)).bytes
      let error = abs(Double(sample.level - planned)) / peak
      sum += error
      count += 1
      if error > largest { (largest, largestAt) = (error, time) }
    }
    guard count > 0 else { return nil }
    self.init(
      mean: sum / Double(count), largest: largest, largestAt: largestAt, sampleCount: count)
  }
}

/// In seconds: `lead_ms` of stress_script.sh.
private let lead = 0.02

extension Curve {
  /// Where the curve jumps, the start included, no level can follow at once; and the stress script
  /// begins a little early, for an instance to be up in time.
  package var settlingTimes: [Range<Double>] {
    var last = 0
    return segments.compactMap { segment in
      let jump = segment.from.bytes - last
      last = segment.to.bytes
      guard jump != 0 else { return nil }
      let settling = Staircase.settlingTime(of: ByteCount(bytes: max(jump, 0)))
      return segment.start.seconds - lead..<(segment.start + settling).seconds
    }
  }
}

extension TimeSpan {
  package var seconds: Double { Double(milliseconds) / 1000 }

  /// To the nearest millisecond; nothing for what is negative.
  package init(seconds: Double) {
    self.init(milliseconds: Int((max(seconds, 0) * 1000).rounded()))
  }
}
