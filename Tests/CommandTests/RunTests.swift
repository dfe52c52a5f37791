import Foundation
import TestSupport
import Testing

/// `scenarioc run` on the real kernel, with the real stress-ng.
@Suite(
  .serialized,
  .disabled(if: MemoryGroups.obstacle != nil, "\(MemoryGroups.obstacle ?? "")"))
struct RunTests {
  @Test func aLeakIsKilledAndJudged() throws {
    try withTemporaryFolder { folder in
      let run = try Scenarioc.run(
        ["run", "-", "--now", "-o", "out"], input: leak(to: "160Mi", expecting: "oom within 11s"),
        in: folder)
      #expect(run.status == 0, "\(run.report)")
      for event in ["container-start", "start", "step", "kill", "oom", "container-end"] {
        #expect(run.text.contains(" s  \(event)"), "\(event)")
      }
      #expect(!run.text.contains("\u{1B}") && !run.text.contains("\r"), "a pipe gets no live line")
      #expect(run.text.contains("verdict    each run is killed within 11s: holds\n"))
      #expect(MemoryGroups.forsaken == [])

      let files = try contents(of: folder.appending(path: "out"))
      #expect(files.keys.sorted() == ["events.jsonl", "report.html", "samples.csv"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out"])
      try checkEvents(files["events.jsonl"]?.text ?? "")
      checkSamples(files["samples.csv"]?.text ?? "")
      #expect(files["report.html"]?.text.contains("<svg") == true)
    }
  }

  private func checkEvents(_ text: String) throws {
    let events = try text.split(separator: "\n").map {
      try JSONDecoder().decode(Event.self, from: Data($0.utf8))
    }
    #expect(events.first?.event == "run")
    #expect(events.first?.limitBytes == 128 << 20)
    let start = try #require(events.first { $0.event == "start" }).unix
    let kill = try #require(events.first { $0.event == "kill" }).unix
    // 96 of 128 MiB in 12 s; a busy machine may be late.
    #expect(abs(kill - start - 9) < 1)
    #expect(events.last?.event == "container-end")
    #expect(events.last?.status == 137)
  }

  private func checkSamples(_ text: String) {
    let rows = text.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(
      text.hasPrefix("unix,seconds,level_bytes,planned_bytes,usage_bytes,state\n"))
    #expect(rows.allSatisfy { $0.count == 6 })
    let leaking = rows.filter { $0[5] == "leaking" }
    #expect(leaking.count > 80, "ten a second")
    let levels = leaking.compactMap { Int($0[2]) }
    #expect((levels.max() ?? 0) > 112 << 20)
    #expect((levels.max() ?? 0) <= 128 << 20)
  }

  /// In cgroup v2 the tests in a virtual machine see to it.
  @Test(.enabled(if: MemoryGroups.processorGroups != nil, "needs the cpu controller of cgroup v1"))
  func theProcessorTimeIsLimited() throws {
    let scenario = leak(to: "160Mi").replacing("memory {", with: "cpu { limit 250m }\nmemory {")
    let run = try Running(scenario)
    try run.wait(for: #/step/#)
    let groups = try MemoryGroups.processorGroups.map { folder in
      try FileManager.default.contentsOfDirectory(atPath: folder).filter {
        $0.hasPrefix("scenarioc-run-")
      }.map { "\(folder)/\($0)" }
    }
    let group = try #require(groups?.first)
    #expect(try String(contentsOfFile: "\(group)/cpu.cfs_quota_us", encoding: .utf8) == "25000\n")
    #expect(try String(contentsOfFile: "\(group)/cpu.cfs_period_us", encoding: .utf8) == "100000\n")
    #expect(try String(contentsOfFile: "\(group)/cgroup.procs", encoding: .utf8) != "")
    _ = run.end(by: SIGINT)
    #expect(MemoryGroups.forsaken == [])
  }

  @Test func aRampBelowTheLimitSurvives() throws {
    let run = try Scenarioc.run(
      ["run", "-", "--now", "--speed", "4"], input: leak(to: "96Mi", expecting: "survival"))
    #expect(run.status == 0, "\(run.report)")
    #expect(run.text.contains("run 1      completed after 3."))
    #expect(run.text.contains("holds"))
    #expect(MemoryGroups.forsaken == [])
  }

  /// A jump that were one instance would be gone at each step of the fall, until it is filled again.
  @Test func theLevelDoesNotDipInAFallAfterAJump() throws {
    let run = try Scenarioc.run(
      ["run", "-", "--now"],
      input: """
        scenario fall {
            schedule every 1h
            memory { limit 512Mi }
            ramp {
                jump to 400Mi
                hold for 2s
                release to 100Mi over 12s
            }
        }
        """)
    #expect(run.status == 0, "\(run.report)")
    let most = run.text.firstMatch(of: #/ on average, ([0-9.]+) % at the most/#)
    #expect(try #require(most.flatMap { Double($0.1) }) < 20, "\(run.text)")
    #expect(MemoryGroups.forsaken == [])
  }

  @Test func aKilledContainerComesBackAndEachOutputTellsTheSpeed() throws {
    try withTemporaryFolder { folder in
      let arguments = ["run", "-", "--now", "--runs", "2", "--speed", "4", "-o", "out"]
      let run = try Scenarioc.run(arguments, input: leak(to: "160Mi"), in: folder)
      #expect(run.status == 0, "\(run.report)")
      #expect(run.text.contains("\nrestarted  after 0."))
      #expect(run.text.hasPrefix("leak at 4 times its speed: "))
      #expect(run.text.hasSuffix("the ramp ran 4 times as fast as it is written\n"))
      let files = try contents(of: folder.appending(path: "out"))
      #expect(files["samples.csv"]?.text.contains(",speed\n") == true)
      #expect(files["events.jsonl"]?.text.contains(#""speed":4"#) == true)
      #expect(files["report.html"]?.text.contains("4 times as fast") == true)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func aSignalStopsItWithinASecond(_ signal: Int32) throws {
    let run = try Running(leak(to: "160Mi", expecting: "oom within 11s"))
    try run.wait(for: #/step/#)
    Thread.sleep(forTimeInterval: 2)
    let before = ContinuousClock.now
    #expect(run.end(by: signal) == 1, "what is expected has not come about")
    #expect(ContinuousClock.now - before < .seconds(1))
    #expect(run.output.contains("ended      early, by signal \(signal)\n"))
    #expect(MemoryGroups.forsaken == [])
  }

  @Test func whatAKilledRunLeavesTheNextOneClears() throws {
    let run = try Running(leak(to: "160Mi"))
    try run.wait(for: #/step/#)
    _ = run.end(by: SIGKILL)
    let forsaken = MemoryGroups.forsaken
    #expect(forsaken.count == 1)
    Thread.sleep(forTimeInterval: 1)
    for group in forsaken {
      let processes = try String(contentsOfFile: "\(group)/cgroup.procs", encoding: .utf8)
      #expect(processes == "", "its processes died with it")
    }
    _ = try Scenarioc.run(["run", "-", "--now", "--for", "100ms"], input: leak(to: "160Mi"))
    #expect(MemoryGroups.forsaken == [])
  }

  @Test func aJobThatIsTriedTooOftenIsStopped() throws {
    let scenario = leak(to: "160Mi").replacing(
      "schedule every 1h", with: "schedule at start\nrestart on-failure up to 1")
    let run = try Scenarioc.run(
      ["run", "-", "--now", "--runs", "9", "--speed", "4"], input: scenario)
    #expect(run.status == 0, "\(run.report)")
    #expect(run.text.contains("\nrun 2      killed after 2."))
    #expect(run.text.contains("\nrun 3      stopped after 0."), "\(run.report)")
    #expect(run.text.contains("\nrestarted  after 10."))
    #expect(MemoryGroups.forsaken == [])
  }

  @Test func aTickReplacesTheContainerThatIsStillGoing() throws {
    let run = try Running(
      """
      scenario leak {
          schedule every 1m
          overlap  replace
          restart  never
          memory { limit 128Mi }
          ramp   { linear from 32Mi to 64Mi over 90s }
      }
      """, options: ["--runs", "2"])
    try run.wait(for: #/container-end  .*status 143\n.*container-start\n/#, within: .seconds(125))
    #expect(run.end(by: SIGINT) == 0)
    let end = run.output.firstMatch(of: #/run 1 +replaced by the next tick after ([0-9.]+) s/#)
    #expect(abs((end.flatMap { Double($0.1) } ?? 0) - 60) < 2, "\(run.output)")
    #expect(MemoryGroups.forsaken == [])
  }

  @Test func aLimitBeyondTheMachineIsRefused() throws {
    let large = leak(to: "600Ti").replacing("128Mi", with: "500Ti")
    let run = try Scenarioc.run(["run", "-", "--now"], input: large)
    #expect(run.status == 3)
    #expect(run.errors.contains("error: too little free memory: the limit is 500Ti"))
  }

  @Test func aFolderThatIsThereIsRefusedAtOnce() throws {
    try withTemporaryFolder { folder in
      let run = try Scenarioc.run(
        ["run", "-", "--now", "-o", folder.path], input: leak(to: "160Mi"))
      #expect(run.status == 3)
      #expect(run.errors.contains("is there already"))
    }
  }

  private func leak(to peak: String, expecting expectation: String? = nil) -> String {
    """
    scenario leak {
        schedule every 1h
        memory { limit 128Mi }
        ramp   { linear from 32Mi to \(peak) over 12s }
        \(expectation.map { "expect \($0)" } ?? "")
    }
    """
  }
}

private struct Event: Decodable {
  let event: String
  let unix: Double
  let limitBytes: Int?
  let status: Int?
}

/// A run that goes on while the test does.
private final class Running {
  private let process = Process()
  private let folder: URL
  private let file: URL

  init(_ scenario: String, options: [String] = ["--now"]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "scenarioc-\(UUID())")
    file = folder.appending(path: "output")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let source = folder.appending(path: "leak.scenario")
    try Data(scenario.utf8).write(to: source)
    try Data().write(to: file)
    process.executableURL = Scenarioc.executable
    process.arguments = ["run", source.path] + options
    process.standardOutput = try FileHandle(forWritingTo: file)
    try process.run()
  }

  deinit {
    if process.isRunning { _ = end(by: SIGKILL) }
    try? FileManager.default.removeItem(at: folder)
  }

  var output: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

  func wait(for text: some RegexComponent, within time: Duration = .seconds(10)) throws {
    let deadline = ContinuousClock.now + time
    while !output.contains(text) {
      try #require(ContinuousClock.now < deadline, "\(output)")
      Thread.sleep(forTimeInterval: 0.01)
    }
  }

  /// Sends the signal, and gives the status with which the program ended.
  func end(by signal: Int32) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// The memory cgroups of runs, as the machine shows them.
private enum MemoryGroups {
  /// Why a run cannot be tested here; nil where it can.
  static let obstacle: String? =
    if geteuid() != 0 {
      "skipped: needs root"
    } else if hierarchy == nil {
      "skipped: needs a memory cgroup"
    } else {
      nil
    }

  private static let hierarchy = ["/sys/fs/cgroup/memory", "/sys/fs/cgroup"].first {
    FileManager.default.fileExists(atPath: "\($0)/memory.stat")
  }

  /// Where processor time is limited in cgroup v1; nil in a world of cgroup v2.
  static let processorGroups = ["/sys/fs/cgroup/cpu"].first {
    FileManager.default.fileExists(atPath: "\($0)/cpu.cfs_quota_us")
  }

  /// Those that no living run has locked: others may run at the same time.
  static var forsaken: [String] {
    [hierarchy, processorGroups].compactMap(\.self).flatMap(forsaken)
  }

  private static func forsaken(in hierarchy: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: hierarchy)) ?? []
    return names.filter { $0.hasPrefix("scenarioc-run-") }.map { "\(hierarchy)/\($0)" }.filter {
      let folder = open($0, O_RDONLY)
      defer { close(folder) }
      return folder >= 0 && flock(folder, LOCK_EX | LOCK_NB) == 0
    }
  }
}
