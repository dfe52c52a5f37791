import ScenarioLanguage

extension Plan {
  /// By how much the steps differ from the declared curve, until the run is over.
  package var deviation: Deviation {
    Deviation(of: staircase, from: scenario.curve, until: end)
  }

  /// How near the steps come to the curve, a sentence a line, with the reasons if not nearer.
  package var stepReport: String {
    let peak = Double(max(scenario.curve.peak.level.bytes, 1))
    func percent(_ bytes: Double) -> String { "\(decimal(bytes / peak * 100, places: 2)) %" }
    let steps = staircase.highest == nil ? "Steps" : "Steps of \(mebibytes(staircase.height))"
    let nearness =
      "\(steps): off by \(percent(deviation.mean)) of the peak on average, "
      + "\(percent(deviation.largest)) at most."
    return ([nearness] + stepNotes.map { "note: \($0)" }).joined(separator: "\n")
  }

  /// Why steps are higher than the least that stress-ng can take, and where the level dips; empty where
  /// neither is so.
  package var stepNotes: [String] { heightNotes + dipNotes }

  private var dipNotes: [String] {
    guard staircase.deepestDip > Staircase.leastPart else { return [] }
    return [
      "a step down may dip by up to \(mebibytes(staircase.deepestDip)) for a moment: a rise is made of "
        + "\(Staircase.mostParts) stress-ng at most, and what a fall leaves of one is filled again"
    ]
  }

  private var heightNotes: [String] {
    guard let (step, height) = staircase.highest else { return [] }
    var notes: [String] = []
    if staircase.height > Staircase.smallestHeight {
      let most = Staircase.mostSteps(ofSlopeIn: scenario.curve)
      notes.append(
        "steps of \(mebibytes(staircase.height)) rather than \(mebibytes(Staircase.smallestHeight)): "
          + "a slope has \(most) at most, each a stress-ng")
    }
    if height > staircase.height {
      notes.append(
        "steps of up to \(mebibytes(height)), at \(step.time.rounded.text): lower ones would follow "
          + "on each other within \(Staircase.shortestRise.text), and stress-ng could not keep up")
    }
    return notes
  }
}

private func mebibytes(_ count: ByteCount) -> String {
  let (whole, rest) = count.bytes.quotientAndRemainder(dividingBy: 1 << 20)
  return rest == 0
    ? "\(whole) MiB" : "\(decimal(Double(count.bytes) / Double(1 << 20), places: 2)) MiB"
}
