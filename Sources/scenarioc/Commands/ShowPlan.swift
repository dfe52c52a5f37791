import ArgumentParser
import ScenarioBackends
import ScenarioLanguage
import ScenarioMachine
import ScenarioPlanning

struct ShowPlan: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, svg
  }

  static let configuration = CommandConfiguration(
    commandName: "plan", _superCommandName: Scenarioc.name,
    abstract: "Shows what will happen: one run, and what follows on what.",
    discussion: """
      Times are planned ones: where the kubelet and the kernel add to them, the earliest and the \
      latest time are told. docs/plan.md describes the formats.
      """)

  @OptionGroup var sources: Sources
  @OptionGroup var stretch: Stretch

  @Option(help: "The form of it.")
  var format = Format.text

  func run() throws {
    var (figure, figureCount) = ([UInt8](), 0)
    let (format, stretch) = (format, stretch)
    let tally = sources.compileEach { compilation in
      compilation.plans.map { Self.show(stretch.timeline(of: $0), as: format) }
    } deliver: { _, shown, _ throws(MachineError) in
      guard format == .svg else {
        for bytes in shown { try deliver(bytes) }
        return
      }
      figureCount += shown.count
      if let last = shown.last { figure = last }
    }
    guard figureCount < 2 else {
      print("error: a figure shows one scenario, and there are \(figureCount)", to: .error)
      throw Exit.usage
    }
    try deliver(figure)
    try tally.end(summing: format == .text)
  }

  private static func show(_ timeline: Timeline, as format: Format) -> [UInt8] {
    switch format {
    case .text: Array((text(of: timeline) + "\n").utf8)
    case .json: json(of: timeline)
    case .csv: Array(timeline.csv.utf8)
    case .svg: Array(timeline.svg.utf8)
    }
  }

  private static func text(of timeline: Timeline) -> String {
    let plan = timeline.plan
    let parts = [
      "\(plan.scenario.name.value) \(plan.summary)", plan.chart, plan.stepReport, timeline.table,
      timeline.chart,
    ]
    return parts.compactMap(\.self).joined(separator: "\n\n")
  }
}
