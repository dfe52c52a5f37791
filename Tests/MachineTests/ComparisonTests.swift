import Foundation
import ScenarioBackends
import ScenarioMachine
import Testing

@Suite struct ComparisonTests {
  @Test func aBundleAsItWasWrittenIsTheSame() throws {
    let scratch = try built()
    #expect(try differences(of: sampleBundle("1"), inFolderAt: scratch.out) == [])
  }

  @Test func eachDifferenceIsNamed() throws {
    let scratch = try built()
    let bundle = sampleBundle("1")
    let folder = "\(scratch.out)/\(bundle.name)"
    let paths = bundle.artifacts.map(\.path).sorted()
    try put("other", in: "\(folder)/\(paths[0])")
    try FileManager.default.removeItem(atPath: "\(folder)/\(paths[1])")
    try put("mine", in: "\(folder)/zzz")
    let before = try snapshot(scratch.out)
    #expect(
      try differences(of: bundle, inFolderAt: scratch.out) == [
        Difference(path: "\(folder)/\(paths[0])", kind: .changed),
        Difference(path: "\(folder)/\(paths[1])", kind: .missing),
        Difference(path: "\(folder)/zzz", kind: .foreign),
      ])
    #expect(try snapshot(scratch.out) == before)
  }

  /// A repository keeps of a mode only whether a file may be run.
  @Test func modesThatGitForgetsDoNotCount() throws {
    let scratch = try built()
    let bundle = sampleBundle("1")
    let paths = bundle.artifacts.map { "\(scratch.out)/\(bundle.name)/\($0.path)" }
    for (artifact, path) in zip(bundle.artifacts, paths) {
      try #require(chmod(path, artifact.mode == .executable ? 0o700 : 0o664) == 0)
    }
    #expect(try differences(of: bundle, inFolderAt: scratch.out) == [])
    try #require(chmod(paths[0], bundle.artifacts[0].mode == .executable ? 0o644 : 0o755) == 0)
    #expect(
      try differences(of: bundle, inFolderAt: scratch.out) == [
        Difference(path: paths[0], kind: .changed)
      ])
  }

  @Test func whatIsNotThereIsNotMade() throws {
    let scratch = try Scratch()
    let missing = Difference(path: "\(scratch.out)/\(sampleBundle("1").name)", kind: .missing)
    #expect(try differences(of: sampleBundle("1"), inFolderAt: scratch.out) == [missing])
    #expect(try names(in: scratch.path) == [])
  }

  private func built() throws -> Scratch {
    let scratch = try Scratch()
    _ = try build(sampleBundle("1"), to: scratch.out)
    return scratch
  }
}
