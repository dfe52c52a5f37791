import ArgumentParser
import ScenarioLanguage
import ScenarioPlanning

struct ShowPlan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Shows what will happen in one run of each scenario.")

  @OptionGroup var sources: Sources

  func run() throws {
    try sources.compileEach { compilation in
      for plan in compilation.plans {
        print("\(plan.scenario.name.value) \(plan.summary)\n\n\(plan.chart)", to: .output)
      }
    }
  }
}
