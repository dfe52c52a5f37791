import Foundation
import ScenarioBackends
import Testing

@testable import ScenarioMachine

/// What befalls a build of several bundles, beyond what befalls each.
struct FleetFaultTests {
  private let first = SampleFleet("1")
  private let second = SampleFleet("2")

  /// One more file may be made in each round: so the disk is full at every point of a build.
  @Test(.enabled(if: canMount, "needs root on Linux, to mount a small file system"))
  func aDiskWithoutRoomForAnotherFile() throws {
    var failures: [String] = []
    for count in 1...100 {
      let disk = try SmallDisk("size=2m")
      try first.build(in: disk.path)
      guard (try? disk.remount("size=2m,nr_inodes=\(count)")) != nil else { continue }
      do {
        try second.build(in: disk.path)
        try second.expectBuilt(in: disk.path)
        for name in ["/out/a/", "/out/kustomization.yaml"] {
          #expect(failures.contains { $0.contains(name) }, "no disk was full at \(name)")
        }
        return
      } catch let error as MachineError {
        #expect(error.description.hasSuffix(": No space left on device"))
        try expectWhole(disk.path)
        try disk.remount("size=2m,nr_inodes=1000")
        try second.build(in: disk.path)
        try second.expectBuilt(in: disk.path)
        failures.append(error.description)
      }
    }
    Issue.record("no disk was large enough")
  }

  /// The output folder goes at each point of a build, as by `rm -r`: before each bundle, the files
  /// of the fleet, the stale ones, and the end.
  @Test(arguments: 0...5)
  func aFolderThatIsRemovedMeanwhile(_ instant: Int) throws {
    let scratch = try Scratch()
    try first.build(in: scratch.out)
    #expect(throws: MachineError.self) {
      try second.build(in: scratch.out) { step in
        if step == instant { try? FileManager.default.removeItem(atPath: scratch.out) }
      }
    }
    #expect(try names(in: scratch.path) == [])
    try second.build(in: scratch.out)
    try second.expectBuilt(in: scratch.out)
  }

  /// It is moved away again and again, at any instant, while others build there.
  @Test func aFolderThatIsMovedMeanwhile() throws {
    let scratch = try Scratch()
    let (out, first) = (scratch.out, first)
    inThreads(2) { role in
      if role == 0 {
        for _ in 0..<100 { try? first.build(in: out) }
      } else {
        for round in 0..<50 {
          usleep(UInt32.random(in: 100...5000))
          rename(out, "\(out)-\(round)")
        }
      }
    }
    let moved = try names(in: scratch.path)
    #expect(moved.count > 1)
    for name in moved {
      let out = "\(scratch.path)/\(name)"
      try expectWhole(out)
      try second.build(in: out)
      try second.expectBuilt(in: out)
    }
  }

  /// What removes it may give up half-way, for the folder fills again; once it is gone, all is well.
  @Test func aFolderThatIsRemovedAtAnyInstant() throws {
    let scratch = try Scratch()
    let (out, first) = (scratch.out, first)
    let failures = Monitor(0)
    for round in 0..<20 {
      inThreads(2) { role in
        if role == 0 {
          for _ in 0..<3 {
            do { try first.build(in: out) } catch { failures.withLock { $0 += 1 } }
          }
        } else {
          usleep(UInt32(round * 300))
          try? FileManager.default.removeItem(atPath: out)
        }
      }
      try? FileManager.default.removeItem(atPath: out)
      #expect(try names(in: scratch.path) == [])
      try first.build(in: out)
      try first.expectBuilt(in: out)
    }
    #expect(failures.withLock(\.self) > 0, "no removal hit a build")
  }

  @Test func buildsIntoOneFolderTakeTurns() throws {
    let scratch = try Scratch()
    let out = scratch.out
    inThreads(4) { thread in
      for _ in 0..<10 {
        do { try SampleFleet("\(thread)").build(in: out) } catch { Issue.record("\(error)") }
      }
    }
    let last = try #require(try names(in: out).first { $0.hasPrefix("only-in-") })
    try SampleFleet(String(last.dropFirst("only-in-".count))).expectBuilt(in: out)
  }

  @Test(arguments: ["kustomization.yaml", "fleet.json"])
  func aFileThatIsALinkOrAFolder(_ name: String) throws {
    for isLink in [false, true] {
      let scratch = try Scratch()
      try makeFolder(scratch.out)
      try put("mine", in: scratch.path + "/mine")
      let file = "\(scratch.out)/\(name)"
      if isLink { try link(file, to: "../mine") } else { try makeFolder(file) }
      let error = #expect(throws: MachineError.self) { try first.build(in: scratch.out) }
      #expect(error?.description.hasPrefix("\(file) was not made by scenarioc") == true)
      #expect(try snapshot(scratch.path)["mine"]?.hasSuffix(" mine") == true)
      #expect(try snapshot(scratch.out)[name]?.contains(isLink ? "link" : "folder") == true)
    }
  }

  @Test func aFolderOfAnotherThatOneMayNotOpen() async throws {
    let scratch = try Scratch()
    try makeFolder(scratch.out + "/locked")
    try #require(chmod(scratch.out, 0o777) == 0 && chmod(scratch.out + "/locked", 0) == 0)
    await #expect(processExitsWith: .success) { [out = scratch.out as String] in
      try becomeNobody()
      try SampleFleet("1").build(in: out)
      #expect(try verify(out).differences == [])
    }
    #expect(try names(in: scratch.out).contains("locked"))
  }

  @Test func theOutputFolderMayLieBelowALink() throws {
    let scratch = try Scratch()
    try makeFolder(scratch.path + "/real")
    try link(scratch.path + "/link", to: "real")
    try first.build(in: scratch.path + "/link/out")
    try first.expectBuilt(in: scratch.path + "/real/out")
  }
}
