import Foundation
import ScenarioLanguage
import ScenarioSyntax
import TestSupport
import Testing

/// Each fixture is a wrong scenario, annotated with what the compiler says of it, beside the text
/// that it shows.
@Suite struct DiagnosticFixtureTests {
  static func fixtures() throws -> [URL] {
    try Project.files(
      in: Project.fixtures.appending(path: "diagnostics"), extension: "scenario")
  }

  @Test func thereAreFixtures() throws {
    #expect(try Self.fixtures().count >= DiagnosticKind.all.count)
  }

  @Test(arguments: try fixtures())
  func diagnosticsAreAsAnnotated(_ file: URL) throws {
    let annotated = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let source = SourceText(name: file.lastPathComponent, text: removeAnnotations(from: annotated))
    let (problems, used) = diagnostics(of: source)
    let renderer = Renderer(of: SourceTable(of: source, using: used), colored: false)
    try expect(file, holds: annotate(source, with: problems))
    try expect(
      file.deletingPathExtension().appendingPathExtension("txt"),
      holds: problems.map { renderer.render($0) }.joined(separator: "\n"))
  }

  @Test func eachKindHasAFixture() throws {
    let seen = try Self.fixtures().flatMap { file in
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      return diagnostics(of: SourceText(name: "fixture", text: removeAnnotations(from: text))).0
        .map(\.kind.id)
    }
    // No text is not UTF-8, this machine has time zones, and nobody reads ten thousand mistakes.
    #expect(
      Set(DiagnosticKind.all.map(\.id)).subtracting(seen)
        == ["no-zones", "not-utf8", "too-many-mistakes"])
  }

  private func diagnostics(of source: SourceText) -> ([Diagnostic], used: [SourceText]) {
    let (tree, problems) = parse(source)
    let meaning = check(tree, in: .fixed)
    return ((problems + meaning.diagnostics).sorted { $0.span < $1.span }, meaning.used)
  }

  private func expect(_ file: URL, holds text: String) throws {
    if Project.isBlessing { try Data(text.utf8).write(to: file) }
    #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }
}

/// An annotation is a comment line below the line that it speaks of; its carets stand under the
/// span. The `#` stands for the first caret of a span at the line's start.
private func annotate(_ source: SourceText, with problems: [Diagnostic]) -> String {
  let lines = LineTable(of: source)
  let own = problems.filter { $0.span.source == 0 }
  let byLine = Dictionary(grouping: own) { lines.line(of: $0.span.start) }
  return lines.starts.indices.map { line -> String in
    let span = lines.span(ofLine: line, in: source)
    let annotations = (byLine[line] ?? []).map { problem -> String in
      let column = lines.position(of: problem.span.start, in: source).column - 1
      let width = source[
        Span(problem.span.start, min(problem.span.end, max(span.end, problem.span.start)))
      ]
      .unicodeScalars.count
      let carets = String(repeating: "^", count: max(width - (column == 0 ? 1 : 0), 1))
      let indent = String(repeating: " ", count: max(column - 1, 0))
      return
        "#\(indent)\(carets) \(problem.kind.severity.rawValue)[\(problem.kind.id)]: \(problem.message)\n"
    }
    let end = line + 1 < lines.starts.count ? "\n" : ""
    return source[span] + end + annotations.joined()
  }.joined()
}

private func removeAnnotations(from text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .filter { $0.prefixMatch(of: #/# *\^+ (error|warning)\[/#) == nil }
    .joined(separator: "\n")
}
