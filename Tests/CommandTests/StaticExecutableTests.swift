import Foundation
import TestSupport
import Testing

/// The release build, which people copy to other machines.
@Suite struct StaticExecutableTests {
  /// Nothing but the file and /proc, without which the Swift runtime does not start: no libraries,
  /// no time zones.
  @Test(.enabled(if: isRootOnLinux, "needs root on Linux, to see nothing of this machine"))
  func theReleaseBuildRunsWithNothingElse() throws {
    let built = Project.root.appending(path: ".build/release/scenarioc")
    try #require(
      FileManager.default.fileExists(atPath: built.path), "`make test` makes the release build")
    try withTemporaryFolder { folder in
      let copy = folder.appending(path: "scenarioc")
      try FileManager.default.copyItem(at: built.resolvingSymlinksInPath(), to: copy)
      let enter = "mkdir proc && mount -t proc proc proc && exec chroot . /scenarioc build - -o out"
      let build = try Tool("unshare").run(
        ["--mount", "sh", "-c", enter], input: Array(smallScenario.utf8), in: folder)
      #expect(build.status == 0, "\(build.report)")
      let manifest = folder.appending(path: "out/small/bundle.json")
      #expect(FileManager.default.fileExists(atPath: manifest.path))
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
