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

  /// As a user has them: built by pre-commit from the last commit, run by `git commit`.
  @Test(.enabled(if: isThorough, "builds scenarioc anew, for minutes: `make test` does"))
  func theHooksGuardACommit() throws {
    let repository = try Repository()
    try repository.write(smallScenario.replacing("64Mi", with: "64MB"))
    let wrong = try repository.commit()
    #expect(wrong.status == 1, "\(wrong.report)")
    #expect(wrong.errors.contains(#/scenarioc check\.+Failed/#), "\(wrong.report)")
    #expect(wrong.errors.contains("error[ambiguous-size]: `64MB`"))

    try repository.write(smallScenario.replacing("every 1h", with: "every   1h  "))
    let untidy = try repository.commit()
    #expect(untidy.status == 1, "\(untidy.report)")
    #expect(untidy.errors.contains(#/scenarioc fmt\.+Failed/#), "\(untidy.report)")
    #expect(untidy.errors.contains("files were modified by this hook"))
    #expect(try !repository.scenario().contains("every   1h  "))

    #expect(try repository.build().status == 0)
    let right = try repository.commit()
    #expect(right.status == 0, "\(right.report)")
    #expect(right.errors.ranges(of: "Passed").count == 3, "\(right.report)")

    try repository.write(try repository.scenario().replacing("over 1m", with: "over 2m"))
    let stale = try repository.commit()
    #expect(stale.status == 1, "\(stale.report)")
    #expect(stale.errors.contains(#/scenarioc build --check\.+Failed/#), "\(stale.report)")
    #expect(stale.errors.contains("changed  out/small/plan.json"))
  }

  private static let isThorough = ProcessInfo.processInfo.environment["THOROUGH"] == "1"

  /// The hook that takes the program from the PATH: there is none to build.
  private func tryHook(on scenario: String) throws -> Tool.Output {
    try withTemporaryFolder { folder in
      let tools = Scenarioc.executable.deletingLastPathComponent().path
      let path = "\(tools):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
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

/// A repository of a user of all the hooks, with a bundle beside its scenario.
private final class Repository {
  private let folder: URL
  /// Where pre-commit keeps what it builds.
  private let home: URL

  init() throws {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "scenarioc-\(UUID())")
    folder = scratch.appending(path: "repository")
    home = scratch.appending(path: "home")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let head = try Tool("git").run(["rev-parse", "HEAD"], in: Project.root)
    let config = """
      repos:
      - repo: \(Project.root.path)
        rev: \(head.text.filter { !$0.isWhitespace })
        hooks:
        - id: scenarioc-check
        - id: scenarioc-fmt
        - id: scenarioc-build-check
          args: [a.scenario, --output, out]

      """
    try Data(config.utf8).write(to: folder.appending(path: ".pre-commit-config.yaml"))
    _ = try git("init", "--quiet")
    let install = try run([try Tool("pre-commit").executable.path, "install", "--install-hooks"])
    #expect(install.status == 0, "\(install.report)")
  }

  deinit { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

  func write(_ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: "a.scenario"))
  }

  func scenario() throws -> String {
    try String(contentsOf: folder.appending(path: "a.scenario"), encoding: .utf8)
  }

  func build() throws -> Tool.Output {
    try Scenarioc.run(["build", "a.scenario", "-o", "out"], in: folder)
  }

  func commit() throws -> Tool.Output {
    _ = try git("add", "--all")
    return try git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "a")
  }

  private func git(_ arguments: String...) throws -> Tool.Output {
    try run([try Tool("git").executable.path] + arguments)
  }

  private func run(_ command: [String]) throws -> Tool.Output {
    try Tool("env").run(["PRE_COMMIT_HOME=\(home.path)"] + command, in: folder)
  }
}
