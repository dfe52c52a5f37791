import Foundation
import ScenarioMachine
import TestSupport
import Testing

@testable import ScenarioLanguage

@Suite struct ZoneTests {
  static let zones = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
    "Asia/Kathmandu", "Europe/Dublin", "Asia/Tehran", "America/Sao_Paulo", "America/Scoresbysund",
    "Pacific/Apia", "Asia/Gaza", "America/St_Johns", "Antarctica/Troll", "Asia/Kolkata",
    "Pacific/Chatham", "Africa/Monrovia", "America/Havana", "Asia/Pyongyang", "Europe/Lisbon",
    "Pacific/Kiritimati",
  ]

  @Test func offsetsAreThoseOfZoneinfo() async throws {
    var generator = SeededGenerator(seed: 33)
    var cases: [(zone: Zone, instant: Instant)] = []
    for name in Self.zones {
      let zone = try Oracle.zone(name)
      for _ in 0..<500 {
        // From 1900 to 2100, and beside the next change.
        let random = Instant(
          seconds: .random(in: -2_208_988_800...4_102_444_800, using: &generator))
        let change = zone.change(after: random)?.instant.seconds ?? 0
        cases += [random, Instant(seconds: change - 1), Instant(seconds: change)].map { (zone, $0) }
      }
    }
    let questions = cases.map { "offset \($0.zone.name) \($0.instant.seconds)" }
    for (test, answer) in zip(cases, try await Oracle.answers(to: questions)) {
      let (zone, instant) = test
      #expect(zone.offset(at: instant) == answer.first, "\(zone.name) at \(instant.seconds)")
      #expect(zone.instants(of: zone.wallTime(at: instant)).contains(instant))
    }
  }

  @Test func wallTimesAreShownNeverOnceOrTwice() throws {
    let berlin = try Oracle.zone("Europe/Berlin")
    func counts(_ month: Int, _ day: Int) -> [Int] {
      let date = CivilDate(year: 2026, month: month, day: day)
      return [1, 2, 3].map { berlin.instants(of: WallTime(date, hour: $0)).count }
    }
    #expect(counts(3, 29) == [1, 0, 1])
    #expect(counts(10, 25) == [1, 2, 1])
  }

  /// Dublin's winter time is the exception to its rule; the second is daylight saving time for
  /// ever, the third uses hours beyond a day (RFC 9636, section 3.3.1).
  @Test(arguments: [
    ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_769_000_000, 0),
    ("XXX3EDT4,0/0,J365/23", 1_769_000_000, -14_400),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_774_745_999, -7_200),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_774_746_000, -3_600), ("<+0545>-5:45", 0, 20_700),
  ])
  func rulesOfPOSIXAreRead(_ text: String, _ instant: Int, _ offset: Int) throws {
    let rule = try #require(PosixRule(text.utf8))
    #expect(rule.offset(at: Instant(seconds: instant)) == offset)
  }

  @Test(arguments: [
    "", "CE", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
    "CET-25", "CET-1CEST,M3.5.0/168,M10.5.0", "<CET-1", "CET-1CEST,M3.5.0,M10.5.0/3x",
  ])
  func whatIsNoRuleIsRefused(_ text: String) {
    #expect(PosixRule(text.utf8) == nil)
  }

  /// Any bytes give a zone or none, and no zone leads a search astray.
  @Test func damagedFilesDoNoHarm() throws {
    var generator = SeededGenerator(seed: 34)
    let hourly = try #require(CronExpression(plain: ["0", "*", "*", "*", "*"]))
    var read = 0
    for name in Self.zones.prefix(8) {
      let file = URL(filePath: try Oracle.tzdata()).appending(path: name)
      let sound = Array(try Data(contentsOf: file))
      for _ in 0..<500 {
        var bytes = sound
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
          let place = Int.random(in: 0..<bytes.count, using: &generator)
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: bytes[place] = .random(in: 0...255, using: &generator)
          case 1: bytes[place] = 0xFF
          case 2: bytes.remove(at: place)
          default: bytes.removeLast(.random(in: 0...min(40, bytes.count - 1), using: &generator))
          }
        }
        guard let zone = Zone(name: name, tzif: bytes) else { continue }
        read += 1
        for seconds in [Int.min, -1 << 40, 0, 1_800_000_000, 1 << 33, .max] {
          let instant = Instant(seconds: seconds)
          #expect(zone.change(after: instant).map { $0.instant > instant } ?? true)
          _ = zone.instants(of: zone.wallTime(at: instant))
        }
        let ticks = hourly.occurrences(
          after: Instant(seconds: 1_800_000_000), in: zone, by: .busybox)
        #expect(ticks.prefix(3).map(\.seconds).count == 3)
      }
    }
    #expect(read > 100)
  }

  @Test func theMachineHasZonesAndNoOtherFiles() throws {
    let zones = ZoneDatabase(reading: ["/nowhere", try Oracle.tzdata()])
    #expect(zones.names.count > 400)
    let others = [
      "../zoneinfo/Europe/Berlin", "tzdata.zi", "Europe", "europe/berlin", "posix/UTC", "",
    ]
    for name in others {
      guard case .unknown = zones.zone(named: name) else {
        Issue.record("`\(name)` is a zone")
        continue
      }
    }
    #expect(zones.suggestion(for: "europe/berlin") == "Europe/Berlin")
    #expect(zones.suggestion(for: "Berlin") == "Europe/Berlin")
    #expect(zones.suggestion(for: "Europe/Berlni") == "Europe/Berlin")
    #expect(zones.suggestion(for: "new york") == "America/New_York")
  }

  @Test func withoutTzdataThereIsUTC() {
    let zones = ZoneDatabase(reading: ["/nowhere"])
    guard case .zone(.utc) = zones.zone(named: "UTC") else {
      Issue.record("UTC needs tzdata")
      return
    }
    guard case .unavailable(let reason) = zones.zone(named: "Europe/Berlin") else {
      Issue.record("no tzdata is missing")
      return
    }
    #expect(reason == "there is no tzdata in /nowhere")
  }

  @Test(arguments: [
    ("2026-03-29T03:30:00+02:00", 1_774_747_800), ("1970-01-01T00:00:00Z", 0),
    ("2000-02-29t12:00:00.25z", 951_825_600), ("0001-01-01T00:00:00Z", -62_135_596_800),
  ])
  func timesOfRFC3339AreRead(_ text: String, _ seconds: Int) {
    #expect(Instant(text)?.seconds == seconds)
  }

  @Test(arguments: [
    "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01", "2026-01-01T00:00:60Z",
    "2026-01-01T24:00:00Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "26-01-01T00:00:00Z",
    "0001-01-01T00:00:00+01:00", "2026-01-01T00:00:00ZZ",
  ])
  func whatIsNoTimeIsRefused(_ text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func timesPrintAndReadBack() {
    var generator = SeededGenerator(seed: 35)
    for _ in 0..<2_000 {
      let instant = Instant(seconds: .random(in: Instant.range, using: &generator))
      #expect(Instant(instant.text()) == instant)
      let date = instant.wallTime(offset: 0).date
      let (year, month, day) = date.parts
      #expect(CivilDate(year: year, month: month, day: day) == date)
    }
  }
}
