import Foundation
import TestSupport
import Testing

/// `kill -9` while a fleet is built over another, at instants spread over the build: 500 of them
/// with THOROUGH=1, 50 without.
@Suite struct KillTests {
  private static let isThorough = ProcessInfo.processInfo.environment["THOROUGH"] == "1"

  @Test func aKillAtAnyInstantOfAFleetBuild() throws {
    try withTemporaryFolder { folder in
      let versions = try ["1", "2"].map { try Version($0, in: folder) }
      let out = folder.appending(path: "out")
      try versions[0].build(to: out)
      var duration = try ContinuousClock().measure { try versions[1].build(to: out) }
      let rounds = Self.isThorough ? 500 : 50
      var (kills, litter, torn) = (0, 0, 0)
      for round in 0..<rounds {
        let version = versions[round % 2]
        // Each version is met by delays from nothing to the whole duration, in no order.
        let delay = duration * (round * 263 % rounds) / rounds
        if try version.build(to: out, killedAfter: delay) { kills += 1 }
        try expectWhole(out, versions)
        if try names(in: out).contains(".scenarioc") { litter += 1 }
        if try versions.allSatisfy({ try !$0.isAll(of: out) }) { torn += 1 }
        if round % 10 == 9 {
          // Measured anew: what else the machine has to do comes and goes.
          duration = try ContinuousClock().measure { try version.build(to: out) }
          #expect(try version.isAll(of: out))
          #expect(try names(in: out) == version.expected.names)
        }
      }
      #expect(kills > rounds / 4, "\(kills) of \(rounds) kills came before the end")
      #expect(litter > 0 && torn > 0, "no kill hit the writing")
    }
  }

  /// Each bundle is whole, the old one or the new; what the kustomization names is there.
  private func expectWhole(_ out: URL, _ versions: [Version]) throws {
    let files = try contents(of: out).filter { !$0.key.hasPrefix(".") }
    let bundles = byBundle(files)
    for (name, files) in bundles {
      #expect(versions.contains { $0.expected.bundles[name] == files }, "\(name)")
    }
    let paths = bundles.keys.map { out.appending(path: $0).path }.sorted()
    let verify = try Scenarioc.run(["verify"] + paths)
    #expect(verify.status == 0, "\(verify.report)")
    let kustomization = try #require(files["kustomization.yaml"])
    for name in kustomization.text.matches(of: /(?m)^- (.*)\/kubernetes$/).map(\.1) {
      #expect(bundles[name] != nil, "\(name)")
    }
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// A fleet of which each bundle differs from that of another version, and one is in no other.
  private struct Version {
    struct Expected {
      let files: [String: File]
      let bundles: [Substring: [String: File]]
      let names: [String]
    }

    let folder: URL
    let expected: Expected

    init(_ version: String, in parent: URL) throws {
      folder = parent.appending(path: version)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
      let names = ["a", "b", "c", "only-in-\(version)"]
      try put(
        Dictionary(uniqueKeysWithValues: names.map { ($0, "replicas \(version)") }), in: folder)
      let out = parent.appending(path: "expected-\(version)")
      try Self.build(folder, to: out)
      let files = try contents(of: out)
      expected = Expected(
        files: files, bundles: byBundle(files),
        names: try FileManager.default.contentsOfDirectory(atPath: out.path).sorted())
    }

    func isAll(of out: URL) throws -> Bool { try contents(of: out) == expected.files }

    func build(to out: URL) throws { try Self.build(folder, to: out) }

    private static func build(_ folder: URL, to out: URL) throws {
      let build = try Scenarioc.run(try arguments(folder, out), in: folder)
      #expect(build.status == 0, "\(build.report)")
    }

    private static func arguments(_ folder: URL, _ out: URL) throws -> [String] {
      let files = try Project.files(in: folder, extension: "scenario").map(\.lastPathComponent)
      return ["build", "--prune", "-o", out.path] + files
    }

    /// Whether the kill came before the end.
    func build(to out: URL, killedAfter delay: Duration) throws -> Bool {
      let process = Process()
      process.executableURL = Scenarioc.executable
      process.arguments = try Self.arguments(folder, out)
      process.currentDirectoryURL = folder
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      usleep(UInt32(delay / .microseconds(1)))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      return process.terminationReason == .uncaughtSignal
    }
  }
}

private func byBundle(_ files: [String: File]) -> [Substring: [String: File]] {
  var bundles: [Substring: [String: File]] = [:]
  for (path, file) in files where path.contains("/") {
    bundles[path.prefix { $0 != "/" }, default: [:]][path] = file
  }
  return bundles
}
