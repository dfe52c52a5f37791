import ScenarioSyntax
import TestSupport
import Testing

@testable import ScenarioLanguage

/// The words that make many scenarios of few lines make those that one would write out.
@Suite struct FleetTests {
  @Test func aSweepMakesOneScenarioForEachValue() throws {
    let swept = """
      sweep limit in 256Mi, 1Gi {
          scenario leak {
              schedule every 30m
              memory { limit $limit }
              ramp { linear from 64Mi to 125% over 10m }
          }
      }
      """
    let written = ["256Mi", "1Gi"].map { limit in
      """
      scenario leak-\(limit.lowercased()) {
          schedule every 30m
          memory { limit \(limit) }
          ramp { linear from 64Mi to 125% over 10m }
      }

      """
    }
    #expect(try meaning(swept) == meaning(written.joined()))
  }

  @Test func sweepsInSweepsMakeAllPairs() throws {
    let scenarios = try scenarios(
      """
      let start = 64Mi

      sweep limit in 256Mi, 1Gi {
          sweep time in 1h30m, 10m {
              scenario leak {
                  schedule every 6h
                  memory { limit $limit }
                  ramp { linear from $start to 125% over $time }
              }
              scenario jump {
                  schedule every 6h
                  memory { limit $limit }
                  ramp {
                      jump to $start
                      hold for $time
                  }
              }
          }
      }
      """)
    #expect(
      scenarios.map(\.name.value) == [
        "leak-256mi-1h30m", "leak-256mi-10m", "leak-1gi-1h30m", "leak-1gi-10m",
        "jump-256mi-1h30m", "jump-256mi-10m", "jump-1gi-1h30m", "jump-1gi-10m",
      ])
  }

  @Test(arguments: [
    ("\"Europe/Berlin\"", "leak-europe-berlin"), ("\"a--b \"", "leak-a-b"), ("Etc", "leak-etc"),
    ("09:00", "leak-09-00"), ("125%", "leak-125"), ("1Mi/s", "leak-1mi-s"), ("\"ü1\"", "leak-1"),
  ])
  func aValueBecomesPartOfTheName(_ value: String, _ name: String) throws {
    let text = "sweep v in \(value) {\nscenario leak { about $v }\n}"
    let tree = parse(SourceText(name: "test", text: text)).0
    var report = Report(zones: .utcOnly)
    let fleet = expand(tree, from: .empty, &report)
    #expect(fleet.groups.first?.instance(at: 0).name?.value == name)
  }

  /// Own words win; blocks are merged by property and by key, ramps are not, allowances are added.
  @Test func defaultsAreWhatIsNotSaid() throws {
    let text = """
      defaults {
          schedule every 1h
          restart  never
          labels {
              team "storage"
              tier "one"
          }
          memory {
              limit   512Mi
              request 256Mi
          }
          ramp {
              jump to 64Mi
              hold for 10m
          }
          allow expectation-tight "seen"
      }
      scenario plain { }
      scenario other {
          restart on-failure
          labels { tier "two" }
          memory { limit 1Gi }
          ramp { jump to 32Mi }
          allow restart-backed-off "seen"
      }
      """
    let scenarios = try scenarios(text)
    #expect(scenarios.map(\.memory.limit.value.text) == ["512Mi", "1Gi"])
    #expect(scenarios.map(\.memory.request.value.text) == ["256Mi", "256Mi"])
    #expect(scenarios.map(\.workload) == [.cronJob, .cronJob])
    #expect(scenarios[1].restart.value == .onFailure(retries: 6))
    #expect(
      scenarios[1].labels.map { "\($0.key.value)=\($0.value.value)" }.sorted() == [
        "team=storage", "tier=two",
      ])
    #expect(scenarios.map { $0.curve.end } == [.seconds(600), .zero])
    #expect(scenarios.map(\.allowances.count) == [1, 2])
  }

  @Test func aReferenceStandsForAWordOrAString() throws {
    let scenarios = try scenarios(
      """
      let policy = never
      let again = $policy
      let zone = "Europe/Berlin"
      let day = monday

      scenario leak {
          schedule weekly on $day at 09:00 in $zone
          restart $again
          memory { limit 512Mi }
          ramp { jump to 64Mi }
          about "costs $5, not $day"
      }
      """)
    #expect(scenarios[0].about?.value == "costs $5, not $day")
    #expect(scenarios[0].restart.value == .never)
    #expect(scenarios[0].schedule.value.zone.name == "Europe/Berlin")
  }

  @Test func whatIsUsedByTwoIsNoMistake() throws {
    let files = [
      "a": "use \"c.scenario\"\nlet a = 1h\ndefaults { memory { limit 1Gi } }",
      "b": "use \"c.scenario\"\nlet b = 64Mi\ndefaults { memory { request 32Mi } }",
      "c": "let limit = 512Mi\ndefaults {\nschedule every 30m\nmemory { limit $limit }\n}",
    ]
    let text = """
      use "a.scenario"
      use "b.scenario"
      scenario leak {
          schedule every $a
          ramp { jump to $b }
      }
      """
    let library = SourceLibrary(
      identity: { $0 },
      read: { path, _, _ in
        let text = files[String(path.prefix(1))] ?? ""
        return .file(name: path, bytes: Array(text.utf8), identity: path)
      })
    let scenarios = try scenarios(text, library)
    // The later file wins, by property.
    #expect(scenarios[0].memory.limit.value.text == "512Mi")
    #expect(scenarios[0].memory.request.value.text == "32Mi")
  }

  @Test func aFileOfNamesAndDefaultsAloneIsRight() throws {
    #expect(try scenarios("let limit = 512Mi\ndefaults { memory { limit $limit } }").isEmpty)
  }

  /// As fast as scenarios that are written out, about.
  @Test func manyScenariosTakeNoLongerThanWrittenOnes() throws {
    let sizes = (1...50).map { "\(64 + $0)Mi" }
    let times = (1...50).map { "\($0)m" }
    let body = """
      schedule every 1d
      memory { limit LIMIT }
      ramp { linear from 16Mi to 125% over TIME }
      expect oom within TIME
      """
    func filled(_ size: String, _ time: String) -> String {
      body.replacing("LIMIT", with: size).replacing("TIME", with: time)
    }
    let swept = """
      sweep limit in \(sizes.joined(separator: ", ")) {
      sweep time in \(times.joined(separator: ", ")) {
      scenario leak {
      \(filled("$limit", "$time"))
      }
      }
      }
      """
    let written = sizes.flatMap { size in
      times.map { "scenario leak-\(size.lowercased())-\($0) {\n\(filled(size, $0))\n}\n" }
    }.joined()
    var counts: [Int] = []
    let durations = [swept, written].map { text in
      processorTime { counts.append((try? scenarios(text).count) ?? 0) }
    }
    #expect(counts == [2_500, 2_500])
    #expect(durations[0] < durations[1] * 1.5, "\(durations)")
  }

  @Test func tooManyAreRefusedBeforeTheyAreMade() {
    let values = (0..<1_000).map { "v\($0)" }.joined(separator: ", ")
    let sweeps = (0..<20).map { "sweep n\($0) in \(values) {\n" }.joined()
    let text = sweeps + "scenario leak {\nabout $n0\n}\n" + String(repeating: "}\n", count: 20)
    let duration = processorTime {
      let ids = diagnostics(text).map(\.kind.id)
      #expect(ids.contains("sweep-too-large"))
    }
    #expect(duration < .seconds(5))
  }

  @Test func manyMistakesOfASweepAreToldOnce() {
    let values = (1...1_000).map { "\($0)Mi" }.joined(separator: ", ")
    let found = diagnostics(
      """
      sweep limit in \(values) {
      scenario leak {
      schedule every 1h
      memory { limit $limit }
      ramp { linear from 64Mi to 5Mi over $limit }
      }
      }
      """)
    #expect(found.map(\.kind.id) == ["misspelt-duration"])
  }

  private func diagnostics(_ text: String) -> [Diagnostic] {
    let (tree, problems) = parse(SourceText(name: "test", text: text))
    return problems + check(tree, in: .fixed).diagnostics
  }

  private func scenarios(_ text: String, _ library: SourceLibrary? = nil) throws -> [Scenario] {
    let (tree, problems) = parse(SourceText(name: "test", text: text))
    let surroundings = Surroundings(
      zones: Surroundings.fixed.zones, library: library ?? .empty, now: Surroundings.fixed.now)
    let meaning = check(tree, in: surroundings)
    let errors = (problems + meaning.diagnostics).filter { $0.kind.severity == .error }
    try #require(errors.isEmpty, "\(errors.map(\.message))")
    return meaning.scenarios
  }

  private func meaning(_ text: String) throws -> String {
    try #require(Reading(of: SourceText(name: "test", text: text)).meaning)
  }
}
