import Foundation
import TestSupport
import Testing

/// The release build, which people copy to other machines.
@Suite struct StaticExecutableTests {
  /// Nothing but the file: no libraries, no /proc, no time zones.
  @Test(.enabled(if: isRootOnLinux, "needs root on Linux, to see nothing of this machine"))
  func theReleaseBuildRunsWithNothingElse() throws {
    let built = Project.root.appending(path: ".build/release/scenarioc")
    try #require(
      FileManager.default.fileExists(atPath: built.path), "`make test` makes the release build")
    try withTemporaryFolder { folder in
      let copy = folder.appending(path: "scenarioc")
      try FileManager.default.copyItem(at: built.resolvingSymlinksInPath(), to: copy)
      let build = try Tool("chroot").run(
        [folder.path, "/scenarioc", "build", "-", "-o", "/out"], input: Array(smallScenario.utf8))
      #expect(build.status == 0, "\(build.report)")
      #expect(try contents(of: folder).keys.contains("out/small/bundle.json"))
    }
  }

  private static var isRootOnLinux: Bool {
    #if os(Linux)
      getuid() == 0
    #else
      false
    #endif
  }
}
