import Foundation
import ScenarioMachine
import Testing

@Suite struct RewriteTests {
  @Test func theBytesChangeAndTheModeStays() throws {
    let scratch = try Scratch()
    let file = scratch.path + "/a.scenario"
    try put("old", in: file)
    try #require(chmod(file, 0o640) == 0)
    try rewrite(file, with: Array("new".utf8))
    #expect(try snapshot(scratch.path) == ["a.scenario": "\(0o640) new"])
  }

  @Test func aLinkStaysAndWhatItLeadsToChanges() throws {
    let scratch = try Scratch()
    try makeFolder(scratch.path + "/far")
    try put("old", in: scratch.path + "/far/real")
    try link(scratch.path + "/link", to: "far/real")
    try rewrite(scratch.path + "/link", with: Array("new".utf8))
    let files = try snapshot(scratch.path)
    #expect(files["link"]?.hasSuffix("link to far/real") == true)
    #expect(files["far/real"]?.hasSuffix(" new") == true)
    #expect(files.count == 3)
  }

  @Test func whatIsNoFileIsLeftAlone() throws {
    let scratch = try Scratch()
    try makeFolder(scratch.path + "/folder")
    #expect(throws: MachineError.self) { try rewrite(scratch.path + "/folder", with: []) }
    #expect(throws: MachineError.self) { try rewrite(scratch.path + "/missing", with: []) }
    #expect(try names(in: scratch.path) == ["folder"])
  }

  @Test(.enabled(if: canMount, "needs root on Linux, to mount a small file system"))
  func onAFullDiskTheOldFileStays() throws {
    let disk = try SmallDisk("size=16k")
    try put("old", in: disk.path + "/a")
    let bytes = [UInt8](repeating: 0x20, count: 64 << 10)
    #expect(throws: MachineError.self) { try rewrite(disk.path + "/a", with: bytes) }
    #expect(try names(in: disk.path) == ["a"])
    #expect(try String(contentsOfFile: disk.path + "/a", encoding: .utf8) == "old")
  }
}
