import Foundation
import ScenarioLanguage
import ScenarioPlanning
import ScenarioSyntax
import TestSupport
import Testing

@testable import ScenarioBackends

@Suite struct ImageTests {
  @Test func theTagFollowsTheContent() {
    func image(_ name: String?, about: String = "a") -> String {
      let plan = makePlan(about: about, image: name)
      return Emission(plan, from: Origin(SourceText(name: "a", text: "")))
        .image.text
    }
    #expect(image(nil).wholeMatch(of: /memory-leak:[0-9a-f]{12}/) != nil)
    #expect(image(nil) == image(nil))
    #expect(image(nil) != image(nil, about: "b"))
    #expect(image("localhost:5000/x").wholeMatch(of: /localhost:5000\/x:[0-9a-f]{12}/) != nil)
    #expect(image("localhost:5000/x:1") == "localhost:5000/x:1")
    #expect(image("x@sha256:\(hex64)") == "x@sha256:\(hex64)")
  }

  /// Whoever starts the container without an image has the same files in the same places.
  @Test(arguments: variants.map(\.plan))
  func theContainerIsThatOfTheDockerfile(_ plan: Plan) throws {
    let emission = Emission(plan, from: Origin(SourceText(name: "a", text: "")))
    let container = emission.container(atOnce: false)
    let recipe = try makeBundle(plan).text("Dockerfile")
    let copies = recipe.split(separator: "\n").filter { $0.hasPrefix("COPY ") }
    #expect(copies.count == container.files.count)
    for (place, file) in container.files {
      #expect(copies.contains { $0.hasSuffix(" \(file.path) \(place)") }, "\(file.path)")
    }
    let command = container.command.dropFirst().map { "\"\($0)\"" }.joined(separator: ", ")
    #expect(recipe.contains("ENTRYPOINT [\"\(container.command[0])\"]\nCMD [\(command)]\n"))
    #expect(recipe.contains("USER ") == (container.user != nil))
    #expect(emission.container(atOnce: true).command.count == 2)
  }

  @Test func hadolintIsSilent() throws {
    // hadolint 2.15 takes the quote after an escaped backslash for an escaped quote.
    let abouts = nastyStrings.filter { !$0.hasSuffix("\\") }.map { makePlan(about: $0) }
    try withTemporaryFolder { folder in
      let plans = variants.map(\.plan) + abouts
      for (index, plan) in plans.enumerated() {
        let text = try makeBundle(plan).text("Dockerfile")
        try Data(text.utf8).write(to: folder.appending(path: "\(index)"))
      }
      let output = try Tool("hadolint").run(plans.indices.map(String.init), in: folder)
      #expect(output.status == 0 && output.report.isEmpty, "\(output.report)")
    }
  }

  /// Reads a label as a Dockerfile's parser does: lines that end with a backslash go on, a comment
  /// among them is dropped, and then `\` takes its meaning from `\`, `"` and `$`.
  @Test(arguments: nastyStrings)
  func labelsSayTheWordsOfTheText(text: String) throws {
    let lines = labelValue(text).split(separator: "\n")
    var logical = ""
    for (index, line) in lines.enumerated() where index == 0 || line.utf8.first != UInt8(ascii: "#")
    {
      let goesOn = index < lines.count - 1
      #expect(goesOn == (line.firstMatch(of: /[^\\]\\$/) != nil))
      #expect(line.utf8.count < 65536)
      logical += goesOn ? line.dropLast() : line
    }
    let inner = try #require(logical.unicodeScalars.wholeQuotedText)
    #expect(inner == words(of: text).joined(separator: " "))
  }
}

extension String.UnicodeScalarView {
  /// The text between the first quote and the last; nil where one between has no backslash.
  fileprivate var wholeQuotedText: String? {
    guard count >= 2, first == "\"", last == "\"" else { return nil }
    var text = Self()
    var escaped = false
    for scalar in dropFirst().dropLast() {
      if !escaped, scalar == "\"" || scalar == "$" { return nil }
      escaped = !escaped && scalar == "\\"
      if !escaped { text.append(scalar) }
    }
    return escaped ? nil : String(text)
  }
}

private let hex64 = String(repeating: "0a", count: 32)
