package import Foundation

/// The program under test, which is built beside the tests.
package enum Scenarioc {
  package static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "scenarioc")

  package static func run(
    _ arguments: [String], input: String = "", in folder: URL? = nil
  ) throws -> Tool.Output {
    try Tool(at: executable).run(arguments, input: Array(input.utf8), in: folder)
  }
}

/// A scenario as short as can be.
package let smallScenario = """
  scenario small {
      schedule every 1h
      memory { limit 64Mi }
      ramp { linear from 16Mi to 80Mi over 1m }
  }

  """
