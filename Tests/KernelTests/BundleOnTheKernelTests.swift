import Foundation
import ScenarioBackends
import ScenarioLanguage
import ScenarioPlanning
import ScenarioSyntax
import TestSupport
import Testing

/// The emitted bundle on the real kernel, with real cron and real stress-ng, in a memory cgroup and
/// a PID namespace of its own, with the capabilities that the pod has.
@Suite(
  .serialized,
  .disabled(if: Container.obstacle != nil, "\(Container.obstacle ?? "")"))
struct BundleOnTheKernelTests {
  @Test func aLeakUnderCronIsKilledAndEndsTheContainer() throws {
    try run(leak(to: "160Mi")) { container in
      let start = try container.wait(for: #""event":"start""#, within: .seconds(70))
      let oom = try container.wait(for: #""event":"oom""#, within: .seconds(30))
      let (report, end) = try container.end()
      #expect(report.status == 137)
      #expect(report.oom_kills >= 1)
      #expect(report.leftover == 0)
      #expect(end - oom < .seconds(1))
      // 96 of 128 MiB in 10 s; a busy machine may be late.
      #expect(abs((oom - start) / .seconds(1) - 7.5) < 1, "\(container.log)")
    }
  }

  @Test func aTermEndsTheContainerAtOnce() throws {
    try run(leak(to: "160Mi")) { container in
      _ = try container.wait(for: #""event":"step""#, within: .seconds(70))
      Thread.sleep(forTimeInterval: 3)
      let term = ContinuousClock.now
      container.terminate()
      let (report, end) = try container.end()
      #expect(report.status == 143)
      #expect(report.oom_kills == 0)
      #expect(report.leftover == 0)
      #expect(end - term < .seconds(1))
    }
  }

  @Test func aRampBelowTheLimitEndsByItselfAndCronLivesOn() throws {
    try run(leak(to: "96Mi")) { container in
      _ = try container.wait(for: #""reason":"completed""#, within: .seconds(85))
      Thread.sleep(forTimeInterval: 1)
      #expect(container.isRunning)
      #expect(!container.log.contains(#""event":"oom""#))
      container.terminate()
      let (report, _) = try container.end()
      #expect(report.status == 143)
      #expect(report.oom_kills == 0)
      #expect(report.leftover == 0)
    }
  }

  @Test(arguments: [("160Mi", 137, 1), ("96Mi", 0, 0)])
  func withoutCronTheRunIsTheContainer(_ peak: String, _ status: Int, _ kills: Int) throws {
    try run(leak(to: peak, restart: "never"), user: 10001) { container in
      let (report, _) = try container.end()
      #expect(report.status == status, "\(container.log)")
      #expect((report.oom_kills >= 1) == (kills == 1))
      #expect(report.leftover == 0)
    }
  }

  private func leak(to peak: String, restart: String = "always") -> String {
    """
    scenario leak {
        schedule every 1m
        restart  \(restart)
        memory { limit 128Mi }
        ramp   { linear from 32Mi to \(peak) over 10s }
    }
    """
  }

  private func run(_ text: String, user: Int? = nil, _ body: (Container) throws -> Void) throws {
    let source = SourceText(name: "leak.scenario", text: text)
    let scenario = try #require(check(parse(source).0, in: .fixed).0.first)
    let bundle = emit(Emission(plan(scenario), from: Origin(source)))
    try withTemporaryFolder { folder in
      let written = folder.appending(path: "bundle")
      for artifact in bundle.artifacts {
        let file = written.appending(path: artifact.path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(artifact.bytes).write(to: file)
        try FileManager.default.setAttributes(
          [.posixPermissions: artifact.mode.rawValue], ofItemAtPath: file.path)
      }
      let limit = scenario.memory.limit.value.bytes
      try body(try Container(bundle: written, limit: limit, user: user, in: folder))
    }
  }
}
