import Foundation
import ScenarioLanguage
import ScenarioMachine
import TestSupport
import Testing

/// What Python's zoneinfo and croniter say, on the tzdata that scenarioc reads.
enum Oracle {
  /// Puts the questions to several processes at once, and gives the answers in the same order.
  static func answers(to questions: [String]) async throws -> [[Int]] {
    let size = max(1, (questions.count + 1) / 2)
    let shares = stride(from: 0, to: questions.count, by: size).map {
      Array(questions[$0..<min($0 + size, questions.count)])
    }
    return try await withThrowingTaskGroup(of: (Int, [[Int]]).self) { group in
      for (index, share) in shares.enumerated() {
        group.addTask { (index, try ask(share)) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
        .sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }

  private static func ask(_ questions: [String]) throws -> [[Int]] {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "oracle.py")
    let output = try Tool("python3").run(
      [script.path, try tzdata()], input: Array((questions.joined(separator: "\n") + "\n").utf8))
    if output.errors.contains("No module named") { throw MissingTool(name: "croniter") }
    try #require(output.status == 0, "\(output.errors)")
    let answers = output.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.split(separator: " ").compactMap { Int($0) } }
    try #require(answers.count == questions.count)
    return answers
  }

  static func tzdata() throws -> String {
    let folders = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/var/db/timezone/zoneinfo"]
    let found = folders.first { FileManager.default.fileExists(atPath: "\($0)/Europe/Berlin") }
    guard let found else { throw MissingTool(name: "tzdata") }
    return found
  }

  static func zone(_ name: String) throws -> Zone {
    guard case .zone(let zone) = ZoneDatabase(reading: [try tzdata()]).zone(named: name) else {
      throw MissingTool(name: "tzdata's \(name)")
    }
    return zone
  }
}
