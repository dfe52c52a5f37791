import Foundation
import TestSupport
import Testing

/// `scenarioc run --with podman`, of a bundle on Alpine.
@Suite(.disabled(if: Store.obstacle != nil, "\(Store.obstacle ?? "")"))
struct RunByPodmanTests {
  @Test func itIsBuiltKilledAndJudgedAndLeavesNothing() async throws {
    try await withStore { store in
      try await store.addBase("alpine:3.23")
      try Data(leak.utf8).write(to: store.folder.appending(path: "leak.scenario"))

      let whole = try Run(["--runs", "2", "-o", "out"], in: store)
      #expect(try await whole.end() == 0, "\(whole.output)")
      try check(whole.output)
      try checkFiles(in: store.folder.appending(path: "out"))
      #expect(try await store.podman(["ps", "--all", "--quiet"]) == "")

      let image = try await store.podman([
        "images", "--filter", "label=org.opencontainers.image.title=leak", "--format",
        "{{.Repository}}:{{.Tag}}",
      ])
      for signal in [SIGINT, SIGKILL] {
        let run = try Run(["--image", image], in: store)
        try await run.wait(for: "step")
        let before = ContinuousClock.now
        let status = try await run.end(by: signal)
        #expect(ContinuousClock.now - before < .seconds(1))
        #expect(status == (signal == SIGINT ? 1 : SIGKILL))
        // Killed, it leaves it to another to remove the container.
        if signal == SIGKILL { try await Task.sleep(for: .seconds(3)) }
        #expect(try await store.podman(["ps", "--all", "--quiet"]) == "")
      }
    }
  }

  private func check(_ output: String) throws {
    for event in ["container-start", "start", "step", "kill", "oom", "container-end"] {
      #expect(output.contains(" s  \(event)"), "\(event) is missing in \(output)")
    }
    #expect(output.contains("status 137, restarts after 0 s"))
    #expect(output.contains("\nrestarted  after "))
    #expect(output.contains("verdict    each run is killed within 11s: holds\n"))
  }

  private func checkFiles(in folder: URL) throws {
    let events = try text("events.jsonl", in: folder).split(separator: "\n").map {
      try JSONDecoder().decode(Event.self, from: Data($0.utf8))
    }
    let start = try #require(events.first { $0.event == "start" }).unix
    let kill = try #require(events.first { $0.event == "kill" }).unix
    // 96 of 128 MiB in 12 s; a busy machine may be late.
    #expect(abs(kill - start - 9) < 1)

    let rows = try text("samples.csv", in: folder).split(separator: "\n").map {
      $0.split(separator: ",")
    }
    let levels = rows.filter { $0[5] == "leaking" }.compactMap { Int($0[2]) }
    #expect(levels.count > 160, "ten a second, in two runs")
    #expect((112 << 20...128 << 20).contains(levels.max() ?? 0))
    #expect(try text("report.html", in: folder).contains("by podman"))
  }

  private func text(_ name: String, in folder: URL) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private let leak = """
    scenario leak {
        schedule every 1h
        memory { limit 128Mi }
        ramp   { linear from 32Mi to 160Mi over 12s }
        expect oom within 11s
    }
    """
}

private struct Event: Decodable {
  let event: String
  let unix: Double
}

/// A run that goes on while the test does.
private struct Run {
  private let process: Process
  private let file: URL

  init(_ arguments: [String], in store: Store) throws {
    file = store.folder.appending(path: "output-\(UUID())")
    process = try store.start(
      ["run", "leak.scenario", "--now", "--with", "podman"] + arguments, output: file)
  }

  var output: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

  func wait(for text: String) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while !output.contains(text) {
      try #require(ContinuousClock.now < deadline, "\(output)")
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Gives the status with which it ends, if a signal is to end it or not.
  func end(by signal: Int32? = nil) async throws -> Int32 {
    if let signal { kill(process.processIdentifier, signal) }
    try await aside { [process] in process.waitUntilExit() }
    return process.terminationStatus
  }
}
