import ScenarioLanguage
import ScenarioReports
import ScenarioSyntax
import Testing

@Suite struct TextTests {
  @Test func aConciseLineIsALink() {
    #expect(
      concise(findings("\n  é restart\n", name: "a.scenario")) == """
        a.scenario:2:3: error[unknown-word]: `é` means nothing here

        """)
  }

  /// As the runner's toolkit escapes them.
  @Test func gitHubReadsWhatWasMeant() {
    let text = githubCommands(findings("100%\n", name: "50%,\r\na:b"))
    #expect(
      text == """
        ::error file=50%25%2C%0D%0Aa%3Ab,line=1,endLine=1,col=1,endColumn=5,title=unknown-word::\
        `100%25` means nothing here%0Aunknown here%0Anote: here there can be `scenario`, \
        `sweep`, `defaults`, `let` and `use`

        """)
  }

  @Test func anIdIsExplainedOnceARun() {
    var report = TextReport(colored: false)
    let twice = report.text(of: findings("a\nb\n"))
    #expect(twice.count(of: "= explain: scenarioc explain unknown-word\n\n") == 1)
    #expect(twice.count(of: "error[unknown-word]") == 2)
    #expect(report.text(of: findings("c\n")).count(of: "explain") == 0)
  }

  @Test func textIsCutAfterAHundred() {
    var report = TextReport(colored: false)
    let text = report.text(of: findings(String(repeating: "a\n", count: 250)))
    #expect(text.count(of: "error[") == 100)
    #expect(text.contains("\nnote: 150 more in sample, 150 of them errors; "))
    #expect(concise(findings(String(repeating: "a\n", count: 250))).count(of: "\n") == 250)
  }

  @Test func nothingToSayIsNothing() {
    var report = TextReport(colored: false)
    #expect(report.text(of: Findings([], on: SourceText(name: "empty", text: ""))) == "")
  }

  /// A long line is shown around the place alone, in the fix too.
  @Test func noLineFloodsTheTerminal() {
    var report = TextReport(colored: false)
    let text = report.text(of: findings("about " + String(repeating: "x ", count: 50_000) + ", y"))
    let longest = text.split(separator: "\n").map(\.count).max() ?? 0
    #expect(longest < 140)
  }

  /// What moves the cursor never reaches the terminal, not even in the lines of a fix.
  @Test func noControlCharacterIsShown() {
    var report = TextReport(colored: false)
    let text = report.text(of: findings("about \u{1B}[2J, x\n"))
    #expect(text.contains("-"))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test(arguments: DiagnosticKind.all)
  func explanationsFitTheTerminal(_ kind: DiagnosticKind) {
    let text = explanation(of: kind, style: .plain)
    #expect(text.hasPrefix("\(kind.severity.rawValue)[\(kind.id)]\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    let mended = kind.example.mended.split(separator: "\n").last ?? ""
    #expect(text.contains(mended))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func theListHasEachKindOnce() {
    let text = listOfKinds(style: .plain)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for kind in DiagnosticKind.all { #expect(text.count(of: "\(kind.id) (") == 1) }
    #expect(text.split(separator: "\n").count { !$0.hasPrefix(" ") } == DiagnosticKind.all.count)
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
