import Foundation
import ScenarioSyntax
import TestSupport
import Testing

@testable import ScenarioBackends

@Suite struct ImageTests {
  @Test(
    arguments: [
      ("alpine", "alpine", nil, nil), ("alpine:3.23", "alpine", "3.23", nil),
      ("localhost:5000/x", "localhost:5000/x", nil, nil),
      ("localhost:5000/x:1", "localhost:5000/x", "1", nil),
      ("ghcr.io/a/b.c/d__e:V1.0_x-y", "ghcr.io/a/b.c/d__e", "V1.0_x-y", nil),
      ("Registry.Example:443/a--b", "Registry.Example:443/a--b", nil, nil),
      ("a@sha256:\(hex64)", "a", nil, "sha256:\(hex64)"),
      ("a:1@sha256:\(hex64)", "a", "1", "sha256:\(hex64)"),
    ] as [(String, String, String?, String?)])
  func referencesAreRead(text: String, repository: String, tag: String?, digest: String?) throws {
    let reference = try #require(ImageReference(text))
    #expect(reference.repository == repository)
    #expect(reference.tag == tag)
    #expect(reference.digest == digest)
    #expect(reference.text == text)
  }

  @Test(arguments: [
    "", ":", "a:", ":a", "A", "a b", "a/", "/a", "a//b", "a:1/b:2/c", "-a", "a-", "a.-b", "a___b",
    "a..b", "a@sha256:12", "a@", "a:1:2", "a:-1", "$A", "a\nRUN b", "a\\", "a\"", "ä", "a:ü",
    "localhost:/a", "localhost:x/a", "-.io/a", "http://a/b", "a#b",
  ])
  func othersAreNot(text: String) {
    #expect(ImageReference(text) == nil)
  }

  @Test(
    arguments: [
      ("alpine:3.23", .alpine), ("docker.io/library/alpine@sha256:\(hex64)", .alpine),
      ("python:3.13-alpine3.22", .alpine), ("debian:trixie-slim", .debian),
      ("mirror.example:5000/debian:13", .debian), ("ubuntu:24.04", .debian),
      ("node:24-bookworm-slim", .debian), ("fedora:43", nil), ("busybox:1.37", nil),
      ("alpine/git:2", nil), ("debian-alpine:1", nil), ("python:3.13", nil),
    ] as [(String, Distribution?)])
  func familiesAreTold(base: String, family: Distribution?) throws {
    #expect(Distribution(base: try #require(ImageReference(base))) == family)
  }

  @Test func theTagFollowsTheContent() {
    func image(_ name: String?, about: String = "a") -> String {
      let plan = makePlan(about: about, image: name)
      return Emission(plan, from: Origin(SourceText(name: "a", text: ""), compilerVersion: "1"))
        .image.text
    }
    #expect(image(nil).wholeMatch(of: /memory-leak:[0-9a-f]{12}/) != nil)
    #expect(image(nil) == image(nil))
    #expect(image(nil) != image(nil, about: "b"))
    #expect(image("localhost:5000/x").wholeMatch(of: /localhost:5000\/x:[0-9a-f]{12}/) != nil)
    #expect(image("localhost:5000/x:1") == "localhost:5000/x:1")
    #expect(image("x@sha256:\(hex64)") == "x@sha256:\(hex64)")
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
