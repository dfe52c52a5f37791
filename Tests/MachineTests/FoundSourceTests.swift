import Foundation
import ScenarioMachine
import Testing

/// What a folder on the command line stands for.
struct FoundSourceTests {
  private let scratch: Scratch
  private var root: String { scratch.path }

  init() throws { scratch = try Scratch() }

  private func make(_ paths: String...) throws {
    for path in paths {
      let folder = (path as NSString).deletingLastPathComponent
      try makeFolder("\(root)/\(folder)")
      try put("", in: "\(root)/\(path)")
    }
  }

  private func files(_ paths: String...) -> [String] {
    findSources(paths.map { "\(root)/\($0)" }).map { source in
      switch source {
      case .file(let path): String(path.dropFirst(root.utf8.count + 1))
      case .failure(let error): error.description.replacing(root + "/", with: "")
      }
    }
  }

  @Test func theOrderIsThatOfTheNames() throws {
    try make("f/b.scenario", "f/a/z.scenario", "f/c.scenario", "f/B.scenario", "f/ä.scenario")
    #expect(
      files("f") == [
        "f/B.scenario", "f/a/z.scenario", "f/b.scenario", "f/c.scenario", "f/ä.scenario",
      ])
  }

  @Test func argumentsKeepTheirOrderAndAreTakenOnce() throws {
    try make("f/a.scenario", "f/b.scenario", "g/c.scenario")
    #expect(
      files("g", "f/b.scenario", "f/", "./g") == ["g/c.scenario", "f/b.scenario", "f/a.scenario"])
    #expect(findSources(["-", "-"]) == [.file("-")])
  }

  @Test func aFileThatIsNamedMayBeCalledAnything() throws {
    try make("f/notes.txt")
    #expect(files("f/notes.txt", "f/missing") == ["f/notes.txt", "f/missing"])
  }

  @Test func onlyScenariosCount() throws {
    try make(
      "f/a.scenario", "f/a.scenario~", "f/a.txt", "f/scenario", "f/.scenario", "f/.git/b.scenario",
      "f/.hidden.scenario", "f/x.scenario/c.scenario")
    try #require(mkfifo("\(root)/f/pipe.scenario", 0o600) == 0)
    #expect(files("f") == ["f/a.scenario", "f/x.scenario/c.scenario"])
  }

  @Test func noLinkIsFollowedButTheOneThatIsNamed() throws {
    try make("f/a.scenario", "outside/b.scenario")
    try link("\(root)/f/loop", to: ".")
    try link("\(root)/f/up", to: "..")
    try link("\(root)/f/out", to: "../outside")
    try link("\(root)/f/b.scenario", to: "../outside/b.scenario")
    try link("\(root)/l", to: "f")
    #expect(files("f") == ["f/a.scenario"])
    #expect(files("l") == ["l/a.scenario"])
    #expect(files("f/b.scenario") == ["f/b.scenario"])
  }

  @Test func aFolderWithoutScenariosIsTold() throws {
    try make("f/a.scenario", "g/notes.txt")
    #expect(
      files("g", "f") == [
        "there is no scenario in g: no file in it or below it ends in .scenario", "f/a.scenario",
      ])
  }

  @Test func aFolderThatOneMayNotReadIsToldInItsPlace() async throws {
    try make("f/a.scenario", "f/b/x.scenario", "f/c.scenario")
    try #require(chmod("\(root)/f/b", 0) == 0)
    await #expect(processExitsWith: .success) { [root = root as String] in
      try becomeNobody()
      let denied = MachineError.system(action: "open", path: "\(root)/f/b", code: EACCES)
      #expect(
        findSources(["\(root)/f"]) == [
          .file("\(root)/f/a.scenario"), .failure(denied), .file("\(root)/f/c.scenario"),
        ])
    }
    chmod("\(root)/f/b", 0o700)
  }
}
