import Foundation
import TestSupport
import Testing

/// `scenarioc watch`, while files change under it.
@Suite struct WatchTests {
  private let wrong = smallScenario.replacing("64Mi", with: "64MB")

  @Test func itChecksAgainAfterEachChange() throws {
    let watch = try Watching(["fleet"], fleet: ["a.scenario": smallScenario])
    try watch.expect("1 file, 1 scenario: no errors; waiting")
    try watch.write(wrong, to: "a.scenario")
    try watch.expect("error[ambiguous-size]", "fleet/a.scenario:3:20", "1 error; waiting")
    // As editors save: beside it, and renamed over it.
    try watch.write(smallScenario, to: "a.scenario.new")
    try watch.rename("a.scenario.new", to: "a.scenario")
    try watch.expect("1 file, 1 scenario: no errors; waiting")
    #expect(!watch.output.contains("\u{1B}"), "a pipe is not cleared")
    #expect(watch.output.contains(#/(?m)^\d\d:\d\d:\d\d  1 file/#))
  }

  @Test func foldersMayComeAndGo() throws {
    let watch = try Watching(["fleet"], fleet: ["a.scenario": smallScenario])
    try watch.expect("1 file")
    try watch.write(smallScenario.replacing("small", with: "deep"), to: "new/deep/b.scenario")
    try watch.expect("2 files, 2 scenarios: no errors")
    try watch.remove("new")
    try watch.expect("1 file, 1 scenario: no errors")
    try watch.remove(".")
    try watch.expect("error: ", "1 not read; waiting")
    try watch.write(smallScenario, to: "c.scenario")
    try watch.expect("1 file, 1 scenario: no errors")
  }

  @Test func itBuildsIntoAFolderThatIsUnderWatchItself() throws {
    let watch = try Watching([".", "-o", "out"], fleet: ["a.scenario": smallScenario])
    try watch.expect("made     out/small, 15 files", "no errors, 1 made; waiting")
    try watch.write(smallScenario.replacing("over 1m", with: "over 2m"), to: "a.scenario")
    try watch.expect("replaced out/small, 15 files", "no errors, 1 replaced; waiting")
    Thread.sleep(forTimeInterval: 0.5)
    #expect(watch.output.ranges(of: "; waiting").count == 2, "it does not wake itself")
  }

  /// Wherever it lies.
  @Test func aFileThatIsUsedIsWatchedToo() throws {
    let watch = try Watching(
      ["fleet/inner"],
      fleet: [
        ".git/HEAD": "", "common.scenario": "let peak = 80Mi\n",
        "inner/a.scenario":
          "use \"../common.scenario\"\n" + smallScenario.replacing("80Mi", with: "$peak"),
      ])
    try watch.expect("1 file, 1 scenario: no errors; waiting")
    try watch.write("let peak = 80MB\n", to: "common.scenario")
    try watch.expect("fleet/common.scenario:1:12", "1 error; waiting")
    try watch.write("let peak = 90Mi\n", to: "common.scenario")
    try watch.expect("1 file, 1 scenario: no errors; waiting")
  }

  @Test func whatIsNoScenarioChangesNothing() throws {
    let watch = try Watching(["fleet"], fleet: ["a.scenario": smallScenario])
    try watch.expect("1 file")
    try watch.write("notes", to: "notes.txt")
    try watch.write("notes", to: ".git/index")
    Thread.sleep(forTimeInterval: 0.5)
    #expect(watch.output.ranges(of: "; waiting").count == 1)
  }

  /// Many changes at once are one.
  @Test func aBurstIsOneChange() throws {
    let watch = try Watching(["fleet"], fleet: ["a.scenario": smallScenario])
    try watch.expect("1 file")
    for index in 0..<50 {
      try watch.write(smallScenario.replacing("small", with: "s\(index)"), to: "\(index).scenario")
    }
    try watch.expect("51 files, 51 scenarios: no errors")
    #expect(watch.output.ranges(of: "; waiting").count < 10)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalEndsItClean(_ signal: Int32) throws {
    let watch = try Watching(["fleet"], fleet: ["a.scenario": smallScenario])
    try watch.expect("waiting")
    let clock = ContinuousClock.now
    #expect(watch.end(by: signal) == 0)
    #expect(ContinuousClock.now - clock < .seconds(2))
  }

  @Test func standardInputCannotBeWatched() throws {
    let watch = try Scenarioc.run(["watch", "-"], input: smallScenario)
    #expect(watch.status == 2)
    #expect(watch.errors.contains("`-` cannot be watched"))
  }

  @Test func aTerminalIsCleared() throws {
    try withTemporaryFolder { folder in
      try Data(smallScenario.utf8).write(to: folder.appending(path: "a.scenario"))
      let program =
        "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
      let command = "timeout -s INT 2 '\(Scenarioc.executable.path)' watch a.scenario"
      let run = try Tool("python3").run(["-c", program, "sh", "-c", command], in: folder)
      #expect(run.text.hasPrefix("\u{1B}[H\u{1B}[2J\u{1B}[3J"), "\(run.text)")
      #expect(run.text.contains("1 file, 1 scenario: no errors; waiting for a change"))
    }
  }
}

/// A watch that goes on while the test does.
private final class Watching {
  private let process = Process()
  private let scratch: URL
  private let file: URL
  /// Where in the output the next expectation begins.
  private var told = ""

  /// With the files in the folder `fleet`; `.` is watched from inside it.
  init(_ arguments: [String], fleet: [String: String]) throws {
    scratch = FileManager.default.temporaryDirectory.appending(path: "scenarioc-\(UUID())")
    file = scratch.appending(path: "output")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    for (name, text) in fleet { try write(text, to: name) }
    try Data().write(to: file)
    let output = try FileHandle(forWritingTo: file)
    _ = try output.seekToEnd()
    process.executableURL = Scenarioc.executable
    process.arguments = ["watch"] + arguments
    process.currentDirectoryURL = arguments[0] == "." ? fleetFolder : scratch
    process.standardOutput = output
    process.standardError = output
    try process.run()
  }

  deinit {
    if process.isRunning { _ = end(by: SIGKILL) }
    try? FileManager.default.removeItem(at: scratch)
  }

  private var fleetFolder: URL { scratch.appending(path: "fleet") }

  var output: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

  /// Waits until all is said, one after the other, since the last time.
  func expect(_ texts: String...) throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while true {
      let news = output.dropFirst(told.count)
      var rest = news
      let isSaid = texts.allSatisfy { text in
        guard let range = rest.firstRange(of: text) else { return false }
        rest = rest[range.upperBound...]
        return true
      }
      if isSaid {
        told = output
        return
      }
      try #require(ContinuousClock.now < deadline, "\(texts) is not in: \(news)")
      Thread.sleep(forTimeInterval: 0.01)
    }
  }

  func write(_ text: String, to name: String) throws {
    let file = fleetFolder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func rename(_ name: String, to other: String) throws {
    let (old, new) = (fleetFolder.appending(path: name), fleetFolder.appending(path: other))
    try #require(Foundation.rename(old.path, new.path) == 0)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(
      at: name == "." ? fleetFolder : fleetFolder.appending(path: name))
  }

  /// Sends the signal, and gives the status with which the program ended.
  func end(by signal: Int32) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationStatus
  }
}
