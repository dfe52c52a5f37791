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
    try sources.compileEach { compilation in
      guard format != .svg || compilation.results.count <= 1 else {
        print("error: a figure shows one scenario, and there are several", to: .error)
        throw Exit.usage
      }
      for (plan, _) in compilation.results {
        let timeline = stretch.timeline(of: plan)
        switch format {
        case .text: print(text(of: timeline), to: .output)
        case .json: try writeOutput(json(of: timeline))
        case .csv: try writeOutput(Array(timeline.csv.utf8))
        case .svg: try writeOutput(Array(timeline.svg.utf8))
        }
      }
    }
  }

  private func text(of timeline: Timeline) -> String {
    let plan = timeline.plan
    let parts = [
      "\(plan.scenario.name.value) \(plan.summary)", plan.chart, timeline.table, timeline.chart,
    ]
    return parts.compactMap(\.self).joined(separator: "\n\n")
  }
}
