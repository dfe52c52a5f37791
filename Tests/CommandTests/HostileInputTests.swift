import Foundation
import TestSupport
import Testing

/// Input that no author writes: each gets a clear diagnostic or a right answer.
@Suite struct HostileInputTests {
  // MARK: - What stands in a file

  @Test(arguments: [[0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80]])
  func bytesThatAreNotUTF8(_ bytes: [UInt8]) throws {
    let source = Array("# ".utf8) + bytes + Array("\n\(smallScenario)".utf8)
    let check = try run(["check", "-"], input: source)
    #expect(check.status == 1)
    #expect(check.errors.hasPrefix("error[not-utf8]: the file is not UTF-8\n"))
    #expect(check.errors.contains("standard input:1:3"))
    let fmt = try run(["fmt", "-"], input: source)
    #expect(fmt.bytes == source, "what cannot be read is not lost")
  }

  @Test func aNUL() throws {
    let check = try run(
      ["check", "-"], input: Array(smallScenario.replacing("64Mi", with: "64\0Mi").utf8))
    #expect(check.status == 1)
    #expect(check.errors.contains(#"error[unexpected-character]: unexpected `\u{0}`"#))
    #expect(!check.errors.contains("\0"))
    #expect(try Scenarioc.run(["check", "-"], input: "\0").status == 1)
  }

  @Test func aByteOrderMarkAndCRLF() throws {
    let source = "\u{FEFF}" + smallScenario.replacing("\n", with: "\r\n")
    let check = try Scenarioc.run(["check", "-"], input: source)
    #expect(check.status == 0)
    #expect(check.report == "")
    #expect(try Scenarioc.run(["fmt", "-"], input: source).text == smallScenario)
  }

  @Test func controlSequencesDoNotReachTheTerminal() throws {
    let source = smallScenario.replacing("64Mi", with: "\"\u{1B}[2J\u{9B}2J\u{7}\"")
    let check = try Scenarioc.run(["check", "-"], input: source)
    #expect(check.status == 1)
    let controls = check.errors.unicodeScalars.filter {
      $0.properties.generalCategory == .control && $0 != "\n"
    }
    #expect(controls.isEmpty)
  }

  @Test(arguments: [
    "../x", "-rf", "..", ".", "/etc", "CON", "a/b", "é", String(repeating: "x", count: 300),
  ])
  func namesThatNoFolderShouldHave(_ name: String) throws {
    try withTemporaryFolder { folder in
      let source = smallScenario.replacing("small", with: name)
      let build = try Scenarioc.run(["build", "-", "-o", "out"], input: source, in: folder)
      #expect(build.status == 1)
      #expect(build.errors.hasPrefix("error[not-a-name]: "))
      #expect(try contents(of: folder).isEmpty)
    }
  }

  /// Reserved on Windows, where no kernel kills a pod.
  @Test(arguments: ["con", "nul", "bundle", "kubernetes"])
  func namesThatOnlyLookHostile(_ name: String) throws {
    try withTemporaryFolder { folder in
      let source = smallScenario.replacing("small", with: name)
      let build = try Scenarioc.run(["build", "-", "-o", "out"], input: source, in: folder)
      #expect(build.status == 0, "\(build.report)")
      #expect(try contents(of: folder).keys.contains("out/\(name)/bundle.json"))
    }
  }

  @Test(arguments: [
    "limit 9999999Ti", "limit 18446744073709551616Mi", "limit 9223372036854775807Ti",
    "limit 0Mi", "limit 999999999%",
  ])
  func sizesBeyondAnyMachine(_ limit: String) throws {
    try refuses(smallScenario.replacing("limit 64Mi", with: limit))
  }

  @Test(arguments: [
    "repeat 1000000000 { linear from 16Mi to 80Mi over 1m }",
    "repeat 18446744073709551616 { linear from 16Mi to 80Mi over 1m }",
    "repeat 1000 { repeat 1000 { repeat 1000 { linear from 16Mi to 80Mi over 1ms } } }",
    "linear from 16Mi to 999999999% over 1m", "linear from 16Mi to 9223372036854775807% over 1m",
    "linear from 16Mi to 80Mi over 106751991167d",
    "linear from 16Mi to 80Mi over 9223372036854775807ms",
    "linear from 16Mi to 80Mi over 365d24h999999999m",
    "jump to 16Mi\n linear to 80Mi at 18446744073709551615Ti/s",
    "jump to 80Mi\n hold for 99999999999999999999d",
    "jump to 16Mi\n steps to 1024Ti by 1Ki every 1ms",
    "exponential from 1Ki to 1025Ti over 1ms",
  ])
  func rampsBeyondAnyMachine(_ phase: String) throws {
    try refuses(smallScenario.replacing("linear from 16Mi to 80Mi over 1m", with: phase))
  }

  @Test(arguments: [
    "every 9223372036854775807d", "every 0s", "cron \"99999999999999999999 * * * *\"",
    "cron \"*/9223372036854775807 * * * *\"", "cron \"0-18446744073709551616 * * * *\"",
    "daily at 99:99 in Etc/UTC", "hourly at :99",
  ])
  func schedulesBeyondAnyClock(_ schedule: String) throws {
    try refuses(smallScenario.replacing("every 1h", with: schedule))
  }

  @Test(arguments: [
    "replicas 9223372036854775807", "replicas 18446744073709551616", "replicas -1",
    "cpu { limit 9223372036854775807 }", "cpu { limit 18446744073709551616m }",
    "restart on-failure up to 9223372036854775807", "restart on-failure up to 99999999999999999999",
    "expect oom within 9223372036854775807d",
  ])
  func countsBeyondAnyCluster(_ property: String) throws {
    try refuses(smallScenario.replacing("    ramp", with: "    \(property)\n    ramp"))
  }

  // MARK: - What stands in the place of a file

  @Test func aHundredMegabytesOnAPipe() throws {
    let check = try Tool("sh").run(
      ["-c", "head -c 100000000 /dev/zero | \"$0\" check -", Scenarioc.executable.path])
    #expect(check.status == 3)
    #expect(check.errors == "error: standard input is too large: more than 67108864 bytes\n")
  }

  @Test func standardInputThatIsClosed() throws {
    let check = try Tool("sh").run(["-c", "\"$0\" check - <&-", Scenarioc.executable.path])
    #expect(check.status == 3)
    #expect(check.errors == "error: cannot read standard input: Bad file descriptor\n")
  }

  @Test func aPipeWithAName() throws {
    try withTemporaryFolder { folder in
      let write = "mkfifo x.scenario; cat >x.scenario & exec \"$0\" build x.scenario -o out"
      let build = try Tool("sh").run(
        ["-c", write, Scenarioc.executable.path], input: Array(smallScenario.utf8), in: folder)
      #expect(build.status == 0, "\(build.report)")
    }
  }

  @Test func aFolderNamedLikeAScenario() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "x.scenario")
      try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
      let check = try Scenarioc.run(["check", "x.scenario"], in: folder)
      #expect(check.status != 0)
      #expect(check.errors.contains("x.scenario"))
    }
  }

  @Test(arguments: ["check", "fmt", "fix"])
  func aLoopOfLinks(_ command: String) throws {
    try withTemporaryFolder { folder in
      try link("a.scenario", to: "b.scenario", in: folder)
      try link("b.scenario", to: "a.scenario", in: folder)
      let run = try Scenarioc.run([command, "a.scenario"], in: folder)
      #expect(run.status == 3)
      #expect(
        run.errors == "error: cannot read a.scenario: Too many levels of symbolic links\n")
    }
  }

  @Test func aPathOf300Characters() throws {
    let path = String(repeating: "x", count: 300)
    let check = try Scenarioc.run(["check", path])
    #expect(check.status == 3)
    #expect(check.errors == "error: cannot read \(path): File name too long\n")
  }

  @Test(arguments: [
    "-rf.scenario", "con", "a b'\"$(touch owned)`.scenario", "naïve\u{202E}.scenario",
  ])
  func filesWithHostileNames(_ name: String) throws {
    try withTemporaryFolder { folder in
      try Data(smallScenario.utf8).write(to: folder.appending(path: name))
      let build = try Scenarioc.run(["build", "./\(name)", "-o", "out"], in: folder)
      #expect(build.status == 0, "\(build.report)")
      let bundle = folder.appending(path: "out/small")
      for script in ["stress_script.sh", "entrypoint.sh"] {
        let syntax = try Tool("dash").run(["-n", bundle.appending(path: script).path])
        #expect(syntax.status == 0, "\(syntax.report)")
      }
      #expect(try contents(of: folder)["owned"] == nil)
    }
  }

  /// Such a name could forge other lines of the report, or paint the terminal.
  @Test func aFileWhoseNameHoldsControlCharacters() throws {
    try withTemporaryFolder { folder in
      let name = "a\n::error::forged\u{1B}[2J.scenario"
      try Data("nothing".utf8).write(to: folder.appending(path: name))
      for format in ["text", "concise"] {
        let check = try Scenarioc.run(["check", "--format", format, name], in: folder)
        #expect(check.status == 1)
        #expect(!check.report.contains("\u{1B}"), "\(format)")
        #expect(!check.report.contains("\n::error::forged"), "\(format)")
      }
    }
  }

  @Test func anOptionInThePlaceOfAFile() throws {
    #expect(try Scenarioc.run(["check", "-rf"]).status == 2)
  }

  // MARK: - What stands in the place of the output folder

  @Test(arguments: ["file", "file/out", "loop", "dangling/out", "/dev/null", "/dev/null/out", ""])
  func hostileOutputFolders(_ output: String) throws {
    try withTemporaryFolder { folder in
      try Data("mine".utf8).write(to: folder.appending(path: "file"))
      try link("loop", to: "loop", in: folder)
      try link("dangling", to: "nowhere", in: folder)
      let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      let build = try Scenarioc.run(["build", "-", "-o", output], input: smallScenario, in: folder)
      #expect(build.status == 3, "\(build.report)")
      #expect(build.errors.hasPrefix("error: "))
      let after = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      #expect(after == before)
    }
  }

  @Test func anOutputFolderOf300Characters() throws {
    let output = String(repeating: "x", count: 300)
    let build = try Scenarioc.run(["build", "-", "-o", output], input: smallScenario)
    #expect(build.status == 3)
    #expect(build.errors.hasSuffix("File name too long\n"))
  }

  // MARK: -

  private func run(_ arguments: [String], input: [UInt8]) throws -> Tool.Output {
    try Tool(at: Scenarioc.executable).run(arguments, input: input)
  }

  /// With a diagnostic, and at once.
  private func refuses(_ source: String) throws {
    #expect(source != smallScenario)
    let check = try run(["check", "-"], input: Array(source.utf8))
    #expect(check.status == 1, "\(check.report)")
    #expect(check.errors.hasPrefix("error["), "\(check.report)")
  }

  private func link(_ name: String, to target: String, in folder: URL) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.appending(path: name).path, withDestinationPath: target)
  }
}
