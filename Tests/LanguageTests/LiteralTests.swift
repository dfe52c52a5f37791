import ScenarioLanguage
import ScenarioSyntax
import TestSupport
import Testing

@Suite struct LiteralTests {
  @Test func durationsPrintAndReadBack() throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<500 {
      let scale = [1, 1_000, 60_000, 3_600_000].randomElement(using: &generator) ?? 1
      let time = TimeSpan(milliseconds: .random(in: 1...8_000, using: &generator) * scale)
      #expect(
        try scenario("ramp { linear from 64Mi to 640Mi over \(time.text) }").curve.end == time)
    }
  }

  @Test func sizesPrintAndReadBack() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let size = ByteCount(bytes: .random(in: 1...5_000, using: &generator) << 20)
      #expect(
        try scenario("memory { limit \(max(size, .mebibytes(16)).text) }").memory.limit.value
          == max(size, .mebibytes(16)))
    }
  }

  @Test(arguments: [
    (#""""#, ""), (#""a \"b\" \\ c""#, "a \"b\" \\ c"),
    (#""two\nlines\tand a tab""#, "two\nlines\tand a tab"),
    (#""\u{e9}\u{1F600}""#, "é😀"), ("\"naïve ✓\"", "naïve ✓"),
    (#""$(id) `id` {{ x }} %d #""#, "$(id) `id` {{ x }} %d #"),
  ])
  func stringsAreUnescaped(_ literal: String, _ text: String) throws {
    #expect(try scenario("about \(literal)").about?.value == text)
  }

  @Test(arguments: [
    ("every 1m", "* * * * *"), ("every 30m", "*/30 * * * *"), ("every 1h", "0 * * * *"),
    ("every 6h", "0 */6 * * *"), ("every 1d", "0 0 * * *"),
    (#"cron "*/15 9-17 * * mon-fri""#, "*/15 9-17 * * 1-5"),
    (#"cron "0 0 */2 jan,feb *""#, "0 0 1-31/2 1,2 *"),
    (#"cron "0 0 1-31/2 * 7""#, "0 0 1-31/2 * 0"),
    (#"cron "0 0 1 * 0-6/2""#, "0 0 1 * 0-6/2"),
    (#"cron "0 0 1-31 * mon""#, "0 0 * * *"), (#"cron "0 0 */1 * mon""#, "0 0 * * 1"),
    (#"cron "5-59/15 * 1,2,3 * *""#, "5-59/15 * 1-3 * *"),
    (#"cron "0 12 * * 5-7""#, "0 12 * * 0,5,6"),
  ])
  func schedulesAreSpelledAlikeForEachReader(_ schedule: String, _ cron: String) throws {
    #expect(try scenario("schedule \(schedule)").schedule.value.cron?.text == cron)
  }

  private func scenario(_ lines: String) throws -> Scenario {
    let tree = parse(SourceText(name: "test", text: completeExample(lines))).0
    return try #require(check(tree, in: .fixed).scenarios.first)
  }
}
