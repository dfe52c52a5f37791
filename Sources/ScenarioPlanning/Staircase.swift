package import ScenarioLanguage

/// The curve as a table of steps, which is what the stress script can follow.
///
/// The steps of all slopes lie on one grid, which is aligned to the memory limit: the curve crosses
/// the limit exactly where a step begins, and that step ends half a step beyond it. So the kernel
/// kills at the planned instant, give or take how long the step takes to fill, and not half a step
/// early or late. Between two grid lines the level is the middle of what the slope covers there,
/// which keeps the mean error at a quarter of a step.
package struct Staircase: Sendable {
  package struct Step: Hashable, Sendable {
    /// Counted from the start of the run.
    package let time: TimeSpan
    /// The level to hold from then on.
    package let level: ByteCount
    /// Levels on the way there, ascending; empty for most steps. A rise takes an instance of stress-ng
    /// to each, so that a later fall ends some, and not one that has to be filled anew.
    package fileprivate(set) var parts: [ByteCount] = []

    package init(time: TimeSpan, level: ByteCount) {
      self.time = time
      self.level = level
    }
  }

  /// The height of a step on a slope, but for the ends of the slope and where ``highest`` is more.
  package let height: ByteCount
  /// In the order of time, never empty; the first is at zero.
  package let steps: [Step]
  /// The highest step that a run takes on a slope, and how high; nil where there is no slope.
  package let highest: (step: Step, height: ByteCount)?
  /// How far a fall may dip below its step, for a moment: what is left of an instance that it ends has to
  /// be filled again.
  package let deepestDip: ByteCount

  package init(following curve: Curve, limit: ByteCount) {
    let height = Self.height(for: curve, limit: limit)
    let end = curve.firstTime(exceeding: limit) ?? curve.end
    var steps: [Step] = []
    var highest: (step: Step, height: ByteCount)?
    for segment in curve.segments {
      for (step, covered) in Self.steps(of: segment, height: height, limit: limit) {
        if steps.last?.time == step.time { steps.removeLast() }
        if steps.last?.level != step.level { steps.append(step) }
        if step.time < end, covered > highest?.height ?? .zero { highest = (step, covered) }
      }
    }
    deepestDip = Self.divide(&steps, until: end)
    self.height = height
    self.steps = steps
    self.highest = highest
  }
}

extension Staircase {
  /// How long a rise takes until all of it is there: stress-ng starts within 0.08 s, and fills
  /// 200 MB in a second at the worst.
  package static func settlingTime(of rise: ByteCount) -> TimeSpan {
    TimeSpan(milliseconds: 80 + rise.bytes / 200_000)
  }

  /// A rise should be filled before the next one begins, and what is given back be gone.
  package static let shortestRise = TimeSpan(milliseconds: 100)
  fileprivate static let shortestFall = TimeSpan(milliseconds: 40)

  /// A little more than an instance of stress-ng of an older release takes for itself, so that each
  /// step can be met exactly.
  package static let smallestHeight = ByteCount(bytes: 4352 << 10)
  /// How many steps a slope may have. Each step up is three processes, and a container may have
  /// some hundreds; each takes some 20 bytes of the script, and a ConfigMap holds 1 MiB.
  package static func mostSteps(ofSlopeIn curve: Curve) -> Int {
    min(160, 16_384 / curve.segments.count)
  }

  /// How many instances one rise is made of at most. Each delays it by some 10 ms, and each of `n` falls
  /// that end one has to fill what is left of it again: the error is least with about as many.
  package static let mostParts = 16
  /// Less is not worth an instance.
  package static let leastPart = ByteCount(bytes: 2 * smallestHeight.bytes)

  /// Divides each rise into parts, at levels that later falls come down to; gives the deepest dip that
  /// is left.
  private static func divide(_ steps: inout [Step], until end: TimeSpan) -> ByteCount {
    // Of each step, descending.
    var cuts: [Int: (base: ByteCount, levels: [ByteCount])] = [:]
    // What is held, from the bottom up: by which step, and from which level to which.
    var held: [(step: Int, base: ByteCount, top: ByteCount)] = []
    var level = ByteCount.zero
    for (index, step) in steps.enumerated() where step.time < end {
      while let last = held.last, last.top > step.level {
        held.removeLast()
        guard last.base < step.level else { continue }
        held.append((last.step, last.base, step.level))
        cuts[last.step, default: (last.base, [])].levels.append(step.level)
      }
      if step.level > level { held.append((index, level, step.level)) }
      level = step.level
    }
    var deepest = 0
    for (index, cut) in cuts {
      var bottom = cut.base
      var parts = spaced(cut.levels.reversed(), from: bottom, to: steps[index].level)[...]
      steps[index].parts = Array(parts)
      for level in cut.levels.reversed() {
        if parts.first == level { bottom = parts.removeFirst() }
        deepest = max(deepest, level.bytes - bottom.bytes)
      }
    }
    return ByteCount(bytes: deepest)
  }

  /// As many of the levels as leave each part its size, but for the uppermost.
  private static func spaced(
    _ levels: [ByteCount], from base: ByteCount, to top: ByteCount
  ) -> [ByteCount] {
    let size = max((top.bytes - base.bytes) / mostParts + 1, leastPart.bytes)
    return levels.reduce(into: []) { kept, level in
      if level.bytes - (kept.last ?? base).bytes >= size { kept.append(level) }
    }
  }

  /// The smallest height, in whole mebibytes, with which no slope has too many steps up to the limit.
  private static func height(for curve: Curve, limit: ByteCount) -> ByteCount {
    let longest = curve.segments.map { segment in
      abs(min(segment.to, limit).bytes - min(segment.from, limit).bytes)
    }.max()
    let most = mostSteps(ofSlopeIn: curve)
    let height = ((longest ?? 0) + most - 1) / most
    let mebibyte = ByteCount.mebibytes(1).bytes
    return max(smallestHeight, ByteCount(bytes: (height + mebibyte - 1) / mebibyte * mebibyte))
  }

  /// The steps, and how much of the slope each covers.
  private static func steps(
    of segment: Curve.Segment, height: ByteCount, limit: ByteCount
  ) -> [(step: Step, covered: ByteCount)] {
    guard !segment.isHold else { return [(Step(time: segment.start, level: segment.from), .zero)] }
    let corners = corners(of: segment, height: height.bytes, limit: limit.bytes)
    return zip(corners, corners.dropFirst()).map { corner, next in
      let step = Step(
        time: segment.time(reaching: ByteCount(bytes: corner)),
        level: ByteCount(bytes: corner + (next - corner) / 2))
      return (step, ByteCount(bytes: abs(next - corner)))
    }
  }

  /// The levels at which a slope begins, crosses lines of the grid, and ends. Where it is steep,
  /// lines are left out, but never the limit; beyond that one line is enough, for nothing gets so far.
  private static func corners(of segment: Curve.Segment, height: Int, limit: Int) -> [Int] {
    let (low, high) = (min(segment.from, segment.to).bytes, max(segment.from, segment.to).bytes)
    let offset = limit % height
    let first = (low - offset + height) / height * height + offset
    let end = min(high, limit + height + 1)
    let lines = stride(from: first, to: end, by: height).filter { $0 > low }
    let levels = [low] + lines + [high]
    let anchor = levels.firstIndex(of: limit) ?? levels.count - 1
    let below = segment.spaced(levels[...anchor].reversed())
    let above = segment.spaced(Array(levels[anchor...]))
    let rising = below.reversed() + Array(above.dropFirst())
    return segment.from < segment.to ? rising : rising.reversed()
  }
}

extension Curve.Segment {
  /// As many of the levels as leave each step its time; the first and the last always.
  fileprivate func spaced(_ levels: [Int]) -> [Int] {
    guard levels.count > 2 else { return levels }
    let (first, last) = (levels[0], levels[levels.count - 1])
    var kept = [first]
    for level in levels where hasTime(from: kept[kept.count - 1], to: level) { kept.append(level) }
    while kept.count > 1, !hasTime(from: kept[kept.count - 1], to: last) { kept.removeLast() }
    return kept + [last]
  }

  /// Whether the slope gives a step between the levels the time that it needs.
  private func hasTime(from level: Int, to other: Int) -> Bool {
    let times = [level, other].map { time(reaching: ByteCount(bytes: $0)).milliseconds }
    let shortest = from < to ? Staircase.shortestRise : Staircase.shortestFall
    return abs(times[1] - times[0]) >= shortest.milliseconds
  }
}
