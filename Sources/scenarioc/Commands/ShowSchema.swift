import ArgumentParser
import ScenarioDocuments
import ScenarioLanguage

struct ShowSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", _superCommandName: Scenarioc.name,
    abstract: "Prints a JSON Schema of what a scenario says, as data.")

  func run() {
    var bytes: [UInt8] = []
    schema.writeJSON(to: &bytes)
    print(bytes, to: .output)
  }
}
