import Foundation
import TestSupport
import Testing

/// The release build takes in a megabyte of anything, right or wrong, in a second or two; `make bench`
/// tells how long exactly. What is quadratic takes minutes.
@Suite struct SpeedTests {
  private static let release = Project.root.appending(path: ".build/release/scenarioc")

  /// In seconds of processor time. A core that others share counts up to three times what a free one
  /// would.
  private static let most = 10

  @Test(
    arguments: LargeInput.all,
    [
      ["check", "-"], ["check", "--format", "json", "-"], ["check", "--format", "sarif", "-"],
      ["fmt", "--diff", "-"], ["fix", "--diff", "-"],
    ])
  func aMegabyteIsTakenIn(_ input: LargeInput, _ command: [String]) throws {
    try #require(
      FileManager.default.fileExists(atPath: Self.release.path),
      "`make test` makes the release build")
    // The kernel ends what takes longer (setrlimit(2), RLIMIT_CPU).
    let limit = "ulimit -t \(Self.most) && exec \"$0\" \"$@\" > /dev/null"
    let output = try Tool("sh").run(
      ["-c", limit, Self.release.path] + command,
      input: Array(input.text(ofSize: 1_000_000).utf8))
    #expect([0, 1].contains(output.status))
  }
}
