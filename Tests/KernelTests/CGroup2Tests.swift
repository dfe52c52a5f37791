import Foundation
import TestSupport
import Testing

/// The emitted bundle and `scenarioc run` on a real kernel whose cgroups are all of version 2.
@Suite(
  .serialized,
  .disabled(if: VirtualMachine.obstacle != nil, "\(VirtualMachine.obstacle ?? "")"))
struct CGroup2Tests {
  /// By how many seconds a kill may be off in a machine without KVM, whose processors are some ten
  /// times as slow as ours, and slower when ours are shared: early, for a level is read before it is
  /// full, or late, for all takes long. How true the plan is, the tests on our own kernel tell.
  private static let patience = (early: 3.0, late: 10.0)

  @Test(arguments: ContainerCase.all)
  func aKillEndsTheContainer(_ container: ContainerCase) throws {
    let result = try Self.machine.get().result(of: container.name)
    #expect(result.status == 137, "\(result.log)")
    #expect(result.leftovers == "")
    let report = try #require(result.files["report"])
    #expect(report.hasPrefix(#"{"status":137,"oom_kills":"#), "\(report)")
    #expect(!report.contains(#""oom_kills":0"#), "\(report)")
    #expect(report.hasSuffix("\"leftover\":0}\n"), "\(report)")

    // 96 of 128 MiB in 10 s.
    let planned = 7.5
    let start = try #require(result.time(of: #""event":"start""#), "\(result.log)")
    let measured = try #require(result.time(of: "ended")) - start
    let seen = String(format: "%.2f", measured)
    print("\(container.name): ended after \(seen) s, the kill is planned after \(planned) s")
    let bounds = planned - Self.patience.early...planned + Self.patience.late
    #expect(bounds.contains(measured), "\(result.log)")
    // Where the kernel kills all, nobody is left to tell.
    let isTold = result.time(of: #""event":"oom""#) != nil
    #expect(isTold != container.isGroupKilled, "\(result.log)")
  }

  @Test(arguments: RunCase.allCases)
  func aRunIsJudged(_ run: RunCase) throws {
    let result = try Self.machine.get().result(of: run.rawValue)
    #expect(result.status == 0, "\(result.log)")
    #expect(result.leftovers == "")
    for line in result.lines where line.text.hasPrefix("run 1 ") {
      print("\(run.rawValue): \(line.text)")
    }
    #expect(result.log.contains("each run is killed within 20s: holds\n"), "\(result.log)")

    #expect(result.files["limits"]?.contains("200000 100000\n") == true)
    let events = try #require(result.files["out/events.jsonl"])
    #expect(events.contains(#""event":"kill""#) && events.contains(#""status":137"#))
    let samples = try #require(result.files["out/samples.csv"]).split(separator: "\n").dropFirst()
    let levels = samples.compactMap { Int($0.split(separator: ",")[2]) }
    #expect(levels.count > 60, "ten a second, less what a slow machine leaves out")
    #expect((112 << 20...128 << 20).contains(levels.max() ?? 0))
    #expect(result.files["out/report.html"]?.contains("<td>v2</td>") == true)
  }

  /// Boots but once.
  private static let machine = Result {
    let program = Project.root.appending(path: ".build/release/scenarioc")
    try #require(
      FileManager.default.fileExists(atPath: program.path), "`make test` makes the release build")
    return try VirtualMachine(
      ContainerCase.all.map(\.ofMachine) + RunCase.allCases.map(\.ofMachine), program: program)
  }
}

/// The bundle's container, and what the kubelet has told the kernel.
struct ContainerCase: Sendable {
  let hasCron: Bool
  /// Since Kubernetes 1.28 the kubelet sets `memory.oom.group`.
  let isGroupKilled: Bool

  static let all = [false, true].flatMap { hasCron in
    [false, true].map { ContainerCase(hasCron: hasCron, isGroupKilled: $0) }
  }

  var name: String {
    "\(hasCron ? "cron" : "script")-\(isGroupKilled ? "all" : "one")-killed"
  }

  var ofMachine: VirtualMachine.Case {
    .init(name: name) { folder in
      let image = try Image(of: scenario, at: folder.appending(path: "image"))
      let options = (isGroupKilled ? ["-g"] : []) + (hasCron ? [] : ["-u", "10001"])
      let container =
        ["container.sh"] + options + ["/cases/\(name)/image", "report", "\(image.limit)"]
        + image.command
      return (hasCron ? Self.shortlyBeforeAMinute : "") + container.joined(separator: " ") + "\n"
    }
  }

  /// So that nobody waits for the tick.
  private static let shortlyBeforeAMinute = "date -s @$(( $(date +%s) / 60 * 60 + 52 ))\n"

  private var scenario: String {
    """
    scenario leak {
        schedule every 1m
        restart  \(hasCron ? "always" : "never")
        memory { limit 128Mi }
        ramp   { linear from 32Mi to 160Mi over 10s }
    }
    """
  }
}

/// `scenarioc run`, by whom.
enum RunCase: String, CaseIterable, Sendable {
  case root = "run-by-root"
  /// Somebody who has been given a cgroup, and is in it.
  case user = "run-by-user"

  var ofMachine: VirtualMachine.Case {
    .init(name: rawValue) { folder in
      try Data(Self.scenario.utf8).write(to: folder.appending(path: "leak.scenario"))
      return Self.watch + script
    }
  }

  private var script: String {
    let run = "scenarioc run /cases/\(rawValue)/leak.scenario --now -o out"
    return switch self {
    case .root: run + "\n"
    case .user:
      """
      group=/sys/fs/cgroup/user
      mkdir $group
      chown 1000:1000 . $group $group/cgroup.procs $group/cgroup.subtree_control
      echo '+cpu +memory' > /sys/fs/cgroup/cgroup.subtree_control
      sh -c 'echo 0 > $0/cgroup.procs; exec "$@"' $group \
        setpriv --reuid 1000 --regid 1000 --clear-groups \(run)
      status=$?
      rmdir $group
      exit $status

      """
    }
  }

  /// Notes how the processor time of the container is limited.
  private static let watch = """
    for second in $(seq 30); do
      cat /sys/fs/cgroup/scenarioc-run-*/cpu.max /sys/fs/cgroup/user/scenarioc-run-*/cpu.max
      sleep 1
    done > limits 2> /dev/null &

    """

  private static let scenario = """
    scenario leak {
        schedule every 1h
        memory { limit 128Mi }
        cpu    { limit 2 }
        ramp   { linear from 32Mi to 160Mi over 12s }
        expect oom within 20s
    }
    """
}
