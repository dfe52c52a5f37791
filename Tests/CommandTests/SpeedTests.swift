import Foundation
import TestSupport
import Testing

/// The release build takes in a megabyte of anything, right or wrong, in about a second of processor
/// time; a mend looks at it several times. What is quadratic takes minutes.
@Suite struct SpeedTests {
  private static let release = Project.root.appending(path: ".build/release/scenarioc")

  /// In seconds of processor time: three times what it takes, for a core that is shared counts more.
  @Test(
    arguments: LargeInput.all,
    [
      (["check", "-"], most: 3), (["fmt", "--diff", "-"], most: 3),
      (["fix", "--diff", "-"], most: 9),
    ])
  func aMegabyteTakesASecond(_ input: LargeInput, _ run: (command: [String], most: Int)) throws {
    try #require(
      FileManager.default.fileExists(atPath: Self.release.path),
      "`make test` makes the release build")
    // The kernel ends what takes longer (setrlimit(2), RLIMIT_CPU).
    let limit = "ulimit -t \(run.most) && exec \"$0\" \"$@\" > /dev/null"
    let output = try Tool("sh").run(
      ["-c", limit, Self.release.path] + run.command,
      input: Array(input.text(ofSize: 1_000_000).utf8))
    #expect([0, 1].contains(output.status))
  }
}

extension LargeInput: CustomTestStringConvertible {
  public var testDescription: String { name }
}
