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

    package init(time: TimeSpan, level: ByteCount) {
      self.time = time
      self.level = level
    }
  }

  /// The height of a step on a slope.
  package let height: ByteCount
  /// In the order of time, never empty; the first is at zero.
  package let steps: [Step]

  package init(following curve: Curve, limit: ByteCount) {
    let height = Self.height(for: curve)
    var steps: [Step] = []
    for segment in curve.segments {
      for step in Self.steps(of: segment, height: height, limit: limit) {
        if steps.last?.time == step.time { steps.removeLast() }
        if steps.last?.level != step.level { steps.append(step) }
      }
    }
    self.height = height
    self.steps = steps
  }
}

extension Staircase {
  /// 8 MiB is the least that pays: a stress-ng of an older release takes 4 MiB for itself.
  private static let smallestHeight = ByteCount.mebibytes(8)
  /// A step has to be filled before the next one begins: 64 MiB take up to 0.35 s.
  private static let shortestStep = TimeSpan(milliseconds: 250)
  /// Each step up is a process; a container may have some hundreds.
  private static let mostStepsOfSlope = 128
  /// Each takes some 20 bytes of the script, and a ConfigMap holds 1 MiB.
  private static let mostSteps = 16_384

  /// The smallest height, by doubling, with which no slope has steps too many or too short.
  private static func height(for curve: Curve) -> ByteCount {
    let mostOfSlope = min(mostStepsOfSlope, mostSteps / curve.segments.count)
    var height = smallestHeight
    while !curve.segments.allSatisfy({ fits($0, height, mostSteps: mostOfSlope) }) {
      height = ByteCount(bytes: height.bytes * 2)
    }
    return height
  }

  private static func fits(
    _ segment: Curve.Segment, _ height: ByteCount, mostSteps: Int
  ) -> Bool {
    let (low, high) = (min(segment.from, segment.to), max(segment.from, segment.to))
    guard high.bytes - low.bytes > height.bytes else { return true }
    guard (high.bytes - low.bytes) / height.bytes <= mostSteps else { return false }
    // Whatever its course, a slope is steepest at its upper end.
    let below = segment.time(reaching: ByteCount(bytes: high.bytes - height.bytes))
    let top = segment.from < segment.to ? segment.end : segment.start
    return abs(top.milliseconds - below.milliseconds) >= shortestStep.milliseconds
  }

  private static func steps(
    of segment: Curve.Segment, height: ByteCount, limit: ByteCount
  ) -> [Step] {
    guard !segment.isHold else { return [Step(time: segment.start, level: segment.from)] }
    let corners = corners(of: segment, height: height.bytes, limit: limit.bytes)
    return zip(corners, corners.dropFirst()).map { corner, next in
      Step(
        time: segment.time(reaching: ByteCount(bytes: corner)),
        level: ByteCount(bytes: corner + (next - corner) / 2))
    }
  }

  /// The levels at which a slope begins, crosses the lines of the grid, and ends.
  private static func corners(of segment: Curve.Segment, height: Int, limit: Int) -> [Int] {
    let (low, high) = (min(segment.from, segment.to).bytes, max(segment.from, segment.to).bytes)
    let offset = limit % height
    let first = (low - offset + height) / height * height + offset
    let lines = stride(from: first, to: high, by: height).filter { $0 > low }
    let rising = [low] + lines + [high]
    return segment.from < segment.to ? rising : rising.reversed()
  }
}
