import ScenarioSyntax
import TestSupport
import Testing

@Suite struct LineTableTests {
  @Test func positionsAreThoseOfSwiftsOwnViews() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let text = String(
        (0..<Int.random(in: 0...900, using: &random)).map { _ in
          "a é😀\n\t".randomElement(using: &random) ?? "a"
        })
      let source = SourceText(name: "random", text: text)
      let table = LineTable(of: source)
      for index in text.unicodeScalars.indices {
        let before = text[..<index]
        let line = before.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        let position = table.position(of: index.byteOffset(in: text), in: source)
        #expect(position.line == before.count { $0 == "\n" } + 1)
        #expect(position.column == line.unicodeScalars.count + 1)
        #expect(position.utf16Column == line.utf16.count + 1)
      }
    }
  }
}

extension String.Index {
  fileprivate func byteOffset(in text: String) -> Int {
    text.utf8.distance(from: text.startIndex, to: self)
  }
}
