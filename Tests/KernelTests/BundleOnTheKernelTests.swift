import Foundation
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

  @Test func aKillBetweenTwoLooksIsSeen() throws {
    try withTemporaryFolder { folder in
      let image = try Image(of: leak(to: "96Mi", restart: "never"), at: folder)
      let harness = Tool(at: Project.root.appending(path: "Tests/KernelTests/late_kill.sh"))
      let script = try #require(image.command.last)
      let run = try harness.run([folder.appending(path: script).path])
      #expect(run.status == 137, "\(run.report)")
      #expect(run.text.contains(#""event":"oom""#), "\(run.report)")
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

  @Test func aTickReplacesTheRunThatIsStillGoing() throws {
    let scenario = """
      scenario leak {
          schedule every 1m
          overlap  replace
          memory { limit 128Mi }
          ramp   { linear from 32Mi to 64Mi over 90s }
      }
      """
    try run(scenario) { container in
      _ = try container.wait(for: #""event":"start""#, within: .seconds(70))
      _ = try container.wait(for: #""event":"end""#, within: .seconds(70))
      Thread.sleep(forTimeInterval: 2)
      let events = try container.events()
      let end = try #require(events.firstIndex { $0.event == "end" })
      #expect(events[end].reason == "terminated")
      #expect(abs(events[end].seconds - 60) < 3)
      let next = try #require(events[(end + 1)...].first)
      #expect(next.event == "start")
      // 53 MiB are held when the tick comes; what is left is cron and the scripts.
      #expect(try #require(events[end].measured) > 45 << 20)
      #expect(try #require(next.measured) < 12 << 20)
      container.terminate()
      let (report, _) = try container.end()
      #expect(report.status == 143)
      #expect(report.oom_kills == 0)
      #expect(report.leftover == 0)
    }
  }

  @Test func aRampThatFallsAndRepeatsIsFollowedAndSurvives() throws {
    let scenario = """
      scenario sawtooth {
          schedule at start
          restart  never
          memory { limit 160Mi }
          ramp {
              jump to 40Mi
              hold for 3s
              repeat 2 {
                  linear to 112Mi over 9s
                  hold for 2s
                  release to 40Mi over 9s
              }
              jump to 96Mi
              hold for 3s
              jump to 40Mi
              hold for 2s
          }
      }
      """
    try run(scenario, user: 10001) { container in
      let (report, _) = try container.end()
      #expect(report.status == 0, "\(container.log)")
      #expect(report.oom_kills == 0)
      #expect(report.leftover == 0)
      // An event tells the level that the step before it has led to.
      let events = try container.events().filter { $0.event != "start" }
      #expect(events.count > 30 && events.last?.reason == "completed")
      for (step, next) in zip(events, events.dropFirst()) {
        let error = try #require(next.measured) - step.planned
        #expect(abs(error) < 6 << 20, "\(step) \(next)")
      }
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
    try withTemporaryFolder { folder in
      let image = try Image(of: text, at: folder.appending(path: "image"))
      try body(try Container(image, user: user, in: folder))
    }
  }
}
