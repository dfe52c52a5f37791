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
    let steps = staircase.highest == nil ? "Steps" : "Steps of \(staircase.height.text)"
    let nearness =
      "\(steps): off the curve by \(percent(deviation.mean)) of the peak on average, "
      + "\(percent(deviation.largest)) at most."
    return ([nearness] + stepNotes.map { "note: \($0)" }).joined(separator: "\n")
  }

  /// Why steps are higher than the least that stress-ng can take; empty where none is.
  package var stepNotes: [String] {
    guard let (step, height) = staircase.highest else { return [] }
    var notes: [String] = []
    if staircase.height > Staircase.smallestHeight {
      notes.append(
        "steps of \(staircase.height.text) rather than \(Staircase.smallestHeight.text): a slope "
          + "has \(Staircase.mostSteps(ofSlopeIn: scenario.curve)) at most, each a stress-ng")
    }
    if height > staircase.height {
      notes.append(
        "steps of up to \(height.text), at \(step.time.rounded.text): lower ones would follow on "
          + "each other within \(Staircase.shortestRise.text), and stress-ng could not keep up")
    }
    return notes
  }
}
