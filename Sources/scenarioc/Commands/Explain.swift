import ArgumentParser
import ScenarioLanguage
import ScenarioReports
import ScenarioSyntax

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", _superCommandName: Scenarioc.name,
    abstract: "Explains a diagnostic, with an example and its mend.")

  @Argument(
    help: "What stands in brackets after `error` or `warning`; without it, all are listed.",
    completion: .list(DiagnosticKind.all.map(\.id)))
  var id: String?

  func run() throws {
    let style = Stream.output.isColored ? Style.colored : .plain
    guard let id else { return print(Array(listOfKinds(style: style).utf8), to: .output) }
    guard let kind = DiagnosticKind.all.first(where: { $0.id == id }) else {
      print("error: \(unknown(id))", to: .error)
      throw Exit.usage
    }
    print(Array(explanation(of: kind, style: style).utf8), to: .output)
  }

  private func unknown(_ id: String) -> String {
    let near = nearest(to: id, among: DiagnosticKind.all.map(\.id))
    let hint = near.map { "did you mean `\($0)`?" } ?? "`scenarioc explain` lists all"
    return "no diagnostic is named `\(id)`; \(hint)"
  }
}
