import Foundation
import TestSupport
import Testing

/// `build --check`: the committed bundle is what would be built.
@Suite struct BuildCheckTests {
  private static let arguments = ["build", "--check", "-", "-o", "out"]

  @Test func aCurrentBundleIsClean() throws {
    try withTemporaryFolder { folder in
      #expect(
        try Scenarioc.run(["build", "-", "-o", "out"], input: smallScenario, in: folder).status == 0
      )
      let before = try contents(of: folder)
      let check = try Scenarioc.run(Self.arguments, input: smallScenario, in: folder)
      #expect(check.status == 0)
      #expect(check.report == "")
      #expect(try contents(of: folder) == before)
    }
  }

  @Test func whatDiffersIsNamedAndLeftAlone() throws {
    try withTemporaryFolder { folder in
      #expect(
        try Scenarioc.run(["build", "-", "-o", "out"], input: smallScenario, in: folder).status == 0
      )
      let small = folder.appending(path: "out/small")
      try FileManager.default.removeItem(at: small.appending(path: "crontab"))
      try Data("FROM scratch\n".utf8).write(to: small.appending(path: "Dockerfile"))
      try Data().write(to: small.appending(path: "mine"))
      let before = try contents(of: folder)
      let check = try Scenarioc.run(Self.arguments, input: smallScenario, in: folder)
      #expect(check.status == 1)
      #expect(
        check.report == """
          changed  out/small/Dockerfile
          missing  out/small/crontab
          foreign  out/small/mine

          """)
      #expect(try contents(of: folder) == before)
    }
  }

  @Test func aBundleThatIsNotThereDiffers() throws {
    try withTemporaryFolder { folder in
      let check = try Scenarioc.run(Self.arguments, input: smallScenario, in: folder)
      #expect(check.status == 1)
      #expect(check.report == "missing  out/small\n")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }
}
