import Foundation
import TestSupport
import Testing

@testable import ScenarioLanguage

@Suite struct OccurrenceTests {
  static let zones = [
    "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
    "Asia/Kathmandu",
  ]

  /// The documented semantics agree but at the clock's changes: see Differences.md. So where the
  /// two lists part, they must do so within a few hours of a change.
  @Test func agreeWithCroniter() async throws {
    var generator = SeededGenerator(seed: 31)
    var cases: [(zone: Zone, from: Instant, cron: CronExpression)] = []
    for name in Self.zones {
      let zone = try name == "UTC" ? .utc : Oracle.zone(name)
      var count = 0
      while count < 20_000 / Self.zones.count + 1 {
        let cron = CronExpression.random(using: &generator)
        guard cron.isSatisfiable else { continue }
        let from = Instant(
          seconds: .random(in: 1_600_000_000...2_200_000_000, using: &generator))
        cases.append((zone, from, cron))
        count += 1
      }
    }
    let questions = cases.map {
      "next \($0.zone == .utc ? "UTC" : $0.zone.name) \($0.from.seconds) 5 \($0.cron.text)"
    }
    var parted: [String: Int] = [:]
    for (test, answer) in zip(cases, try await Oracle.answers(to: questions)) {
      let ticks = test.cron.occurrences(after: test.from, in: test.zone, by: .busybox)
        .prefix(5).map(\.seconds)
      guard let first = zip(ticks, answer).first(where: { $0 != $1 }) else { continue }
      parted[test.zone.name, default: 0] += 1
      let earlier = Instant(seconds: min(first.0, first.1) - 3 * 3_600)
      let change = test.zone.change(after: earlier)?.instant.seconds ?? .max
      #expect(
        change <= max(first.0, first.1) && change < earlier.seconds + 27 * 3_600,
        "\(test.cron.text) after \(test.from.seconds) in \(test.zone.name): \(ticks) \(answer)")
    }
    #expect(parted["Etc/UTC"] == nil && parted["Asia/Kathmandu"] == nil)
    #expect(parted.values.reduce(0, +) < cases.count / 50, "\(parted)")
  }

  /// About each change, a clock is looked at minute by minute.
  @Test func agreeWithTheClockAboutItsChanges() async throws {
    var generator = SeededGenerator(seed: 32)
    var cases: [(zone: Zone, from: Instant, to: Instant, cron: CronExpression)] = []
    for name in Self.zones.dropFirst() + ["America/Sao_Paulo", "Asia/Beirut", "Europe/Dublin"] {
      let zone = try Oracle.zone(name)
      var last = Instant(seconds: 1_500_000_000)
      for _ in 0..<6 {
        guard let change = zone.change(after: last) else { break }
        last = change.instant
        for _ in 0..<8 {
          let from = Instant(seconds: last.seconds - .random(in: 0...90_000, using: &generator))
          let to = Instant(seconds: from.seconds + 120_000)
          cases.append((zone, from, to, .random(using: &generator)))
        }
      }
    }
    #expect(cases.count > 300)
    let questions = cases.map {
      "shown \($0.zone.name) \($0.from.seconds) \($0.to.seconds) \($0.cron.text)"
    }
    for (test, answer) in zip(cases, try await Oracle.answers(to: questions)) {
      let ticks = test.cron.occurrences(after: test.from, in: test.zone, by: .busybox)
        .prefix { $0 <= test.to }.map(\.seconds)
      #expect(ticks == answer, "\(test.cron.text) after \(test.from.seconds) in \(test.zone.name)")
    }
  }

  /// What robfig/cron v3.0.1, for Kubernetes, and gorhill/cronexpr, which supercronic builds upon,
  /// returned about changes of the clock: readers.go wrote readers.txt.
  @Test func agreeWithTheReadersThemselves() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "readers.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count > 500)
    for line in lines {
      let sides = line.split(separator: ":").map { $0.split(separator: " ").map(String.init) }
      let question = try #require(sides.first)
      let reader: CronReader = question[0] == "robfig" ? .kubernetes : .supercronic
      let cron = try #require(CronExpression(plain: question[4...]))
      let ticks = cron.occurrences(
        after: Instant(seconds: try #require(Int(question[2]))),
        in: try Oracle.zone(question[1]), by: reader)
      #expect(
        ticks.prefix(try #require(Int(question[3]))).map(\.seconds)
          == sides.dropFirst().joined().compactMap { Int($0) }, "\(line)")
    }
  }

  @Test(arguments: [CronReader.busybox, .kubernetes, .supercronic])
  func aDayThatNeverComesIsFoundAtOnce(_ reader: CronReader) throws {
    let never = CronExpression(
      minutes: .any(.minute), hours: .any(.hour), daysOfMonth: CronField(.dayOfMonth, values: [30]),
      months: CronField(.month, values: [2]), daysOfWeek: .any(.dayOfWeek))
    let zone = try Oracle.zone("Europe/Berlin")
    let time = processorTime {
      for _ in 0..<10 {
        var ticks = never.occurrences(after: Instant(seconds: 1_800_000_000), in: zone, by: reader)
        #expect(ticks.next() == nil)
      }
    }
    #expect(time < .seconds(5), "\(time)")
  }

  @Test(arguments: CronReader.allCases)
  func timeEndsWithTheYear9999(_ reader: CronReader) throws {
    let berlin = try Oracle.zone("Europe/Berlin")
    for cron in ["0 0 1 1 *", "* * * * *", "0 0 30 2 *", "59 23 31 12 *"] {
      let fields = cron.split(separator: " ").map(String.init)
      let ticks = try #require(CronExpression(plain: fields)).occurrences(
        after: Instant(seconds: Instant.range.upperBound - 90), in: berlin, by: reader)
      #expect(ticks.prefix(10).map(\.seconds).count < 10)
    }
  }

  @Test func leapDaysAreEightYearsApartAbout2100() {
    let leap = CronExpression(
      minutes: CronField(.minute, values: [0]), hours: CronField(.hour, values: [0]),
      daysOfMonth: CronField(.dayOfMonth, values: [29]), months: CronField(.month, values: [2]),
      daysOfWeek: .any(.dayOfWeek))
    let before = Instant(seconds: 3_900_000_000)
    #expect(
      leap.timetable(3, after: before, in: .utc, by: .busybox).map(\.utc)
        == ["2096-02-29T00:00:00Z", "2104-02-29T00:00:00Z", "2108-02-29T00:00:00Z"])
    // robfig/cron looks five years ahead.
    #expect(
      leap.timetable(3, after: before, in: .utc, by: .kubernetes).map(\.utc)
        == ["2096-02-29T00:00:00Z"])
  }

  @Test func disturbedTicksAreTold() throws {
    let berlin = try Oracle.zone("Europe/Berlin")
    let from = try #require(Instant("2026-01-01T00:00:00+01:00"))
    func disturbed(_ cron: String, in zone: Zone) throws -> [String] {
      let fields = cron.split(separator: " ").map(String.init)
      return try #require(CronExpression(plain: fields)).disturbedTicks(after: from, in: zone)
        .map { "\($0.areSkipped) \($0.wallTimes.map(\.text).joined(separator: ", "))" }
    }
    #expect(
      try disturbed("30 2 * * *", in: berlin)
        == ["true 2026-03-29 02:30", "false 2026-10-25 02:30"])
    #expect(
      try disturbed("0,30 2,3 * 3 *", in: berlin)
        == ["true 2026-03-29 02:00, 2026-03-29 02:30"])
    #expect(try disturbed("30 3 * * *", in: berlin).isEmpty)
    #expect(try disturbed("*/15 * * * *", in: berlin).isEmpty)
    #expect(
      try disturbed("15 * * * *", in: Oracle.zone("Australia/Lord_Howe"))
        == ["true 2026-10-04 02:15"])
    #expect(try disturbed("30 2 * * *", in: .utc).isEmpty)
  }
}
