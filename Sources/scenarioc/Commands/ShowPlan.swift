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
    commandName: "plan", abstract: "Shows what will happen: one run, and what follows on what.",
    discussion: """
      Times are planned ones: where the kubelet and the kernel add to them, the earliest and the \
      latest time are told. docs/plan.md describes the formats.
      """)

  @OptionGroup var sources: Sources
  @OptionGroup var stretch: Stretch

  @Option(help: "The form of it.")
  var format = Format.text

  func run() throws {
    var figures: [String] = []
    try sources.compileEach { compilation throws(MachineError) in
      for plan in compilation.plans {
        let timeline = stretch.timeline(of: plan)
        switch format {
        case .text: print(text(of: timeline), to: .output)
        case .json: try writeOutput(json(of: timeline))
        case .csv: try writeOutput(Array(timeline.csv.utf8))
        case .svg: figures.append(timeline.svg)
        }
      }
    }
    guard figures.count < 2 else {
      print("error: a figure shows one scenario, and there are \(figures.count)", to: .error)
      throw Exit.usage
    }
    try figures.first.map { try writeOutput(Array($0.utf8)) }
  }

  private func text(of timeline: Timeline) -> String {
    let plan = timeline.plan
    let parts = [
      "\(plan.scenario.name.value) \(plan.summary)", plan.chart, plan.stepReport, timeline.table,
      timeline.chart,
    ]
    return parts.compactMap(\.self).joined(separator: "\n\n")
  }
}
