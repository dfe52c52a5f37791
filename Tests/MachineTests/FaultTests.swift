import Foundation
import ScenarioBackends
import ScenarioMachine
import Testing

struct FaultTests {
  /// One more file may be made in each round, so the disk is full at every possible point.
  @Test(.enabled(if: canMount, "needs root on Linux, to mount a small file system"))
  func aDiskWithoutRoomForAnotherFile() throws {
    try survives(full: (1...40).map { "size=1m,nr_inodes=\($0)" })
  }

  @Test(.enabled(if: canMount, "needs root on Linux, to mount a small file system"))
  func aDiskWithoutRoomForAnotherPage() throws {
    try survives(full: (1...40).map { "size=\($0 * 4)k,nr_inodes=1000" })
  }

  @Test(.enabled(if: canMount, "needs root on Linux, to mount a small file system"))
  func aReadOnlyFileSystem() throws {
    let disk = try SmallDisk("size=1m")
    _ = try build(sampleBundle("1"), to: disk.path)
    try disk.remount("ro")
    let error = #expect(throws: MachineError.self) { try build(sampleBundle("2"), to: disk.path) }
    #expect(error?.description == "cannot make \(disk.path)/.scenarioc: Read-only file system")
    #expect(try snapshot(disk.path + "/leak") == expected(sampleBundle("1")))
  }

  @Test func aFolderInWhichOneMayNotWrite() async throws {
    let scratch = try Scratch()
    _ = try build(sampleBundle("1"), to: scratch.out)
    try #require(chmod(scratch.out, 0o555) == 0)
    await #expect(processExitsWith: .success) { [out = scratch.out as String] in
      try becomeNobody()
      let error = #expect(throws: MachineError.self) { try build(sampleBundle("2"), to: out) }
      #expect(error?.description == "cannot make \(out)/.scenarioc: Permission denied")
    }
    #expect(try snapshot(scratch.out + "/leak") == expected(sampleBundle("1")))
    #expect(try names(in: scratch.out) == ["leak"])
  }

  /// The folder can be exchanged, but what is in it can be removed only after its mode is changed.
  @Test func anOldBundleLockedByItsOwner() async throws {
    let scratch = try Scratch()
    try makeFolder(scratch.out)
    try #require(chmod(scratch.out, 0o777) == 0)
    await #expect(processExitsWith: .success) { [out = scratch.out as String] in
      try becomeNobody()
      _ = try build(sampleBundle("1"), to: out)
      try #require(chmod(out + "/leak/kubernetes", 0o555) == 0)
      #expect(try build(sampleBundle("2"), to: out) == .replaced)
    }
    #expect(try snapshot(scratch.out + "/leak") == expected(sampleBundle("2")))
    #expect(try names(in: scratch.out) == ["leak"])
  }

  /// Kills a process that builds without pause, at instants spread over some hundred builds.
  @Test func aKillAtAnyInstant() async throws {
    let scratch = try Scratch()
    _ = try build(sampleBundle("1"), to: scratch.out)
    let versions = [expected(sampleBundle("1")), expected(sampleBundle("2"))]
    var litter = 0
    for round in 0..<40 {
      let delay = UInt32(500 + round * 377)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [out = scratch.out as String, delay = delay as UInt32] in
        Thread.detachNewThread {
          usleep(delay)
          kill(getpid(), SIGKILL)
        }
        while true {
          for version in ["2", "1"] { _ = try build(sampleBundle(version), to: out) }
        }
      }
      #expect(versions.contains(try snapshot(scratch.out + "/leak")))
      litter += try names(in: scratch.out).contains(".scenarioc") ? 1 : 0
    }
    #expect(litter > 0, "no kill hit a build")
    _ = try build(sampleBundle("3"), to: scratch.out)
    #expect(try names(in: scratch.out) == ["leak"])
    #expect(try snapshot(scratch.out + "/leak") == expected(sampleBundle("3")))
  }

  /// Builds over an older bundle on ever larger disks: each build that fails changes nothing, and
  /// in the end one succeeds.
  private func survives(full options: [String]) throws {
    var failures = 0
    for options in options {
      let disk = try SmallDisk("size=1m")
      _ = try build(sampleBundle("1"), to: disk.path)
      guard (try? disk.remount(options)) != nil else { continue }  // less than is there already
      do {
        #expect(try build(sampleBundle("2"), to: disk.path) == .replaced)
        #expect(try snapshot(disk.path + "/leak") == expected(sampleBundle("2")))
        #expect(failures > 5, "too few builds met a full disk")
        return
      } catch let error as MachineError {
        #expect(error.description.hasSuffix(": No space left on device"))
        #expect(try snapshot(disk.path + "/leak") == expected(sampleBundle("1")))
        try disk.remount("size=1m,nr_inodes=1000")
        _ = try build(sampleBundle("1"), to: disk.path)
        #expect(try names(in: disk.path) == ["leak"])
        failures += 1
      }
    }
    Issue.record("no disk was large enough")
  }
}

/// Gives up root, whom permissions do not bind.
func becomeNobody() throws {
  if geteuid() == 0 { try #require(setgid(65534) == 0 && setuid(65534) == 0) }
}
