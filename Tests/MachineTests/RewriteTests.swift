import Foundation
import Testing

@testable import ScenarioMachine

struct RewriteTests {
  private let scratch: Scratch
  private var file: String { scratch.path + "/a.scenario" }

  init() throws {
    scratch = try Scratch()
    try put("old", in: file)
  }

  @Test(arguments: [0, 1, 200_000])
  func aFileGetsNewBytes(_ length: Int) throws {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
    try rewrite(file, with: bytes)
    #expect(try readSource(file) == bytes)
    #expect(try names(in: scratch.path) == ["a.scenario"])
  }

  @Test(arguments: [0o600, 0o640, 0o777] as [mode_t])
  func theModeStays(_ mode: mode_t) throws {
    try #require(chmod(file, mode) == 0)
    try rewrite(file, with: Array("new".utf8))
    let octal = Int(mode)
    #expect(try snapshot(scratch.path) == ["a.scenario": "\(octal) new"])
  }

  @Test(.enabled(if: geteuid() == 0, "needs root, who alone may give files away"))
  func theOwnerStays() throws {
    try #require(chown(file, 65534, 65533) == 0)
    try rewrite(file, with: Array("new".utf8))
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.ownerAccountID] as? Int == 65534)
    #expect(attributes[.groupOwnerAccountID] as? Int == 65533)
  }

  @Test func aLinkStaysAndItsTargetIsRewritten() throws {
    try makeFolder(scratch.path + "/links")
    try link(scratch.path + "/links/first", to: "second")
    try link(scratch.path + "/links/second", to: "../a.scenario")
    let before = try snapshot(scratch.path)
    try rewrite(scratch.path + "/links/first", with: Array("new".utf8))
    let changed = try snapshot(scratch.path).filter { before[$0.key] != $0.value }
    #expect(changed.keys.sorted() == ["a.scenario"])
    #expect(try readSource(file) == Array("new".utf8))
  }

  @Test func aPathWithoutAFolder() async throws {
    await #expect(processExitsWith: .success) { [path = scratch.path as String] in
      try #require(chdir(path) == 0)
      try rewrite("a.scenario", with: Array("new".utf8))
    }
    #expect(try readSource(file) == Array("new".utf8))
  }

  @Test func aPipeIsRefused() throws {
    let pipe = scratch.path + "/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    #expect(message(pipe) == "cannot rewrite \(pipe): it is not a regular file")
  }

  @Test func aMissingFileIsNotMade() throws {
    let missing = scratch.path + "/b.scenario"
    #expect(message(missing) == "cannot write \(missing): No such file or directory")
    #expect(try names(in: scratch.path) == ["a.scenario"])
  }

  /// A rename would not ask for it.
  @Test func aFileThatOneMayNotWrite() async throws {
    try #require(chmod(file, 0o444) == 0 && chmod(scratch.path, 0o777) == 0)
    try await failsForNobody("Permission denied")
  }

  @Test func aFolderInWhichOneMayNotWrite() async throws {
    try #require(chmod(file, 0o666) == 0 && chmod(scratch.path, 0o555) == 0)
    try await failsForNobody("Permission denied")
  }

  @Test(.enabled(if: canMount, "needs root on Linux, to mount a small file system"))
  func aFullDisk() throws {
    let disk = try SmallDisk("size=64k")
    let file = disk.path + "/a.scenario"
    try put("old", in: file)
    let error = #expect(throws: MachineError.self) {
      try rewrite(file, with: [UInt8](repeating: 0, count: 100_000))
    }
    #expect(error?.description == "cannot write \(file): No space left on device")
    #expect(
      try snapshot(disk.path).map { "\($0.key) \($0.value)" }.sorted() == ["a.scenario 420 old"])
  }

  @Test func aReaderSeesOldOrNew() throws {
    let versions = ["1", "2"].map { Array(String(repeating: $0, count: 100_000).utf8) }
    try rewrite(file, with: versions[0])
    let others = Monitor(0)
    inThreads(2) { [file] role in
      for round in 0..<200 {
        if role == 0 {
          try? rewrite(file, with: versions[round % 2])
        } else if !versions.contains((try? readSource(file)) ?? []) {
          others.withLock { $0 += 1 }
        }
      }
    }
    #expect(others.withLock(\.self) == 0)
  }

  private func failsForNobody(_ reason: String) async throws {
    let before = try snapshot(scratch.path)
    await #expect(processExitsWith: .success) {
      [file = file as String, reason = reason as String] in
      try becomeNobody()
      let error = #expect(throws: MachineError.self) { try rewrite(file, with: []) }
      #expect(error?.description == "cannot write \(file): \(reason)")
    }
    #expect(try snapshot(scratch.path) == before)
  }

  private func message(_ path: String) -> String? {
    #expect(throws: MachineError.self) { try rewrite(path, with: []) }?.description
  }
}
