import Foundation
import ScenarioBackends
import ScenarioMachine
import Testing

struct WritingTests {
  @Test func makesTheOutputFolderWithItsParents() throws {
    let scratch = try Scratch()
    let out = scratch.path + "/a/b/out"
    #expect(try build(sampleBundle("1"), to: out) == .created)
    #expect(try snapshot(out + "/leak") == expected(sampleBundle("1")))
    #expect(try names(in: out) == ["leak"])
  }

  @Test func replacesAnOlderBundleWhole() throws {
    let scratch = try Scratch()
    let gone = Artifact(path: "kubernetes/old.yaml", text: "old\n")
    _ = try build(sampleBundle("1", extra: [gone]), to: scratch.out)
    #expect(try build(sampleBundle("2"), to: scratch.out) == .replaced)
    #expect(try snapshot(scratch.out + "/leak") == expected(sampleBundle("2")))
    #expect(try names(in: scratch.out) == ["leak"])
  }

  @Test func leavesAnUnchangedBundleAlone() throws {
    let scratch = try Scratch()
    _ = try build(sampleBundle("1"), to: scratch.out)
    let file = scratch.out + "/leak/crontab"
    let before = try fileNumber(file)
    #expect(try build(sampleBundle("1"), to: scratch.out) == .unchanged)
    #expect(try fileNumber(file) == before)
  }

  @Test(arguments: ["bytes", "length", "mode", "missing"])
  func mendsABundleThatWasTamperedWith(_ damage: String) throws {
    let scratch = try Scratch()
    _ = try build(sampleBundle("1"), to: scratch.out)
    let file = scratch.out + "/leak/Dockerfile"
    switch damage {
    case "bytes": try put("FROM scratch # 9\n", in: file)
    case "length": try put("FROM", in: file)
    case "mode": try #require(chmod(file, 0o600) == 0)
    default: try FileManager.default.removeItem(atPath: file)
    }
    #expect(try build(sampleBundle("1"), to: scratch.out) == .replaced)
    #expect(try snapshot(scratch.out + "/leak") == expected(sampleBundle("1")))
  }

  @Test func theOutputFolderItselfMayBeALink() throws {
    let scratch = try Scratch()
    try makeFolder(scratch.path + "/real")
    try link(scratch.out, to: "real")
    _ = try build(sampleBundle("1"), to: scratch.out)
    #expect(try snapshot(scratch.path + "/real/leak") == expected(sampleBundle("1")))
  }

  /// In a process of its own, since all threads share one umask.
  @Test func modesDoNotDependOnTheUmask() async throws {
    let scratch = try Scratch()
    try makeFolder(scratch.out)
    await #expect(processExitsWith: .success) { [out = scratch.out as String] in
      umask(0o277)
      _ = try build(sampleBundle("1"), to: out)
    }
    #expect(try snapshot(scratch.out + "/leak") == expected(sampleBundle("1")))
  }

  @Test func clearsWhatAKilledRunLeft() throws {
    let scratch = try Scratch()
    let staged = scratch.out + "/.scenarioc/leak/kubernetes"
    try makeFolder(staged)
    try put("half", in: staged + "/job.yaml")
    try link(scratch.out + "/.scenarioc/link", to: scratch.path)
    try put("", in: scratch.out + "/.scenarioc/.lock")
    _ = try build(sampleBundle("1"), to: scratch.out)
    #expect(try names(in: scratch.out) == ["leak"])
    #expect(try names(in: scratch.path) == ["out"])
  }

  @Test func clearsTheStagingFolderOfARunKilledBeforeItsLock() throws {
    let scratch = try Scratch()
    try makeFolder(scratch.out + "/.scenarioc")
    _ = try build(sampleBundle("1"), to: scratch.out)
    #expect(try names(in: scratch.out) == ["leak"])
  }

  private func fileNumber(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
  }
}

/// One bundle in one run.
func build(_ bundle: ScenarioBackends.Bundle, to out: String) throws(MachineError)
  -> OutputFolder.Outcome
{
  try OutputFolder.open(at: out) { output throws(MachineError) in try output.write(bundle) }
}
