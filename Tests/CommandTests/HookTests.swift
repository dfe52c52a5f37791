import Foundation
import TestSupport
import Testing

/// The hooks in .pre-commit-hooks.yaml, run by pre-commit itself in repositories made here.
@Suite struct HookTests {
  @Test func theManifestIsOne() throws {
    let manifest = Project.root.appending(path: ".pre-commit-hooks.yaml").path
    let check = try Tool("pre-commit").run(["validate-manifest", manifest])
    #expect(check.status == 0, "\(check.report)")
  }

  @Test func aWrongFileFailsWithItsDiagnostic() throws {
    let run = try tryHook(on: smallScenario.replacing("64Mi", with: "64MB"))
    #expect(run.status == 1, "\(run.report)")
    #expect(run.text.contains(#/scenarioc check\.+Failed/#), "\(run.report)")
    #expect(run.text.contains("error[ambiguous-size]: `64MB`"))
    #expect(run.text.contains("a.scenario:3:20"))
  }

  @Test func aRightFilePasses() throws {
    let run = try tryHook(on: smallScenario)
    #expect(run.status == 0, "\(run.report)")
    #expect(run.text.contains(#/scenarioc check\.+Passed/#), "\(run.report)")
  }

  /// The hook that takes the program from the PATH: there is none to build.
  private func tryHook(on scenario: String) throws -> Tool.Output {
    try withTemporaryFolder { folder in
      let path = [
        Scenarioc.executable.deletingLastPathComponent().path,
        ProcessInfo.processInfo.environment["PATH"] ?? "",
      ].joined(separator: ":")
      try Data(scenario.utf8).write(to: folder.appending(path: "a.scenario"))
      try Data("not ours".utf8).write(to: folder.appending(path: "b.txt"))
      for arguments in [["init", "--quiet"], ["add", "."]] {
        #expect(try Tool("git").run(arguments, in: folder).status == 0)
      }
      let hook = ["try-repo", Project.root.path, "scenarioc-check-system", "--all-files"]
      let command = ["PATH=\(path)", try Tool("pre-commit").executable.path] + hook
      return try Tool("env").run(command, in: folder)
    }
  }
}
