import ArgumentParser

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells what is wrong with scenarios, and makes nothing.")

  @OptionGroup var sources: Sources

  func run() throws {
    try sources.compileEach { _ in }
  }
}
