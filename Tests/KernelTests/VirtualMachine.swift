import Foundation
import TestSupport

/// A Linux with cgroup v2 alone, as boot.sh starts it: runs some cases, one after the other, and
/// ends.
struct VirtualMachine {
  private let results: [String: Result]

  /// Why this machine cannot start one; nil where it can.
  static let obstacle: String? = {
    do {
      let probe = try Tool(at: script).run([linux.path])
      return probe.status == 0 ? nil : probe.errors
    } catch {
      return "\(error)"
    }
  }()

  private static let script = Project.root.appending(path: "Tests/KernelTests/boot.sh")
  private static let linux = Project.root.appending(path: ".build-linux")

  struct Case: Sendable {
    let name: String
    /// Puts what is needed into the folder of the case, `/cases/NAME` there, and gives a script.
    let prepare: @Sendable (_ folder: URL) throws -> String
  }

  /// `program`: to be found on the `PATH` by the cases.
  init(_ cases: [Case], program: URL) throws {
    let files = FileManager.default
    results = try withTemporaryFolder { scratch in
      let input = scratch.appending(path: "cases")
      for one in cases {
        let folder = input.appending(path: one.name)
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(one.prepare(folder).utf8).write(to: folder.appending(path: "run"))
      }
      let bin = input.appending(path: "bin")
      try files.createDirectory(at: bin, withIntermediateDirectories: true)
      try files.copyItem(
        at: program.resolvingSymlinksInPath(), to: bin.appending(path: program.lastPathComponent))
      let output = scratch.appending(path: "results")
      let boot = try Tool(at: Self.script).run([Self.linux.path, input.path, output.path])
      guard boot.status == 0 else { throw Broken(report: boot.report) }
      return try cases.reduce(into: [:]) { results, one in
        results[one.name] = try Result(in: output.appending(path: one.name))
      }
    }
  }

  /// What became of a case.
  func result(of name: String) throws -> Result {
    guard let result = results[name] else { throw Broken(report: "there is no case \(name)") }
    return result
  }

  struct Broken: Error {
    let report: String
  }

  struct Result: Sendable {
    /// What it has put into its folder, by path.
    let files: [String: String]

    fileprivate init(in folder: URL) throws {
      files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).reduce(into: [:]) {
        let file = folder.appending(path: $1)
        guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
          return
        }
        $0[$1] = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      }
    }

    var status: Int? { files["status"].flatMap { Int($0.dropLast()) } }

    /// What is there still: cgroups, processes.
    var leftovers: String? { files["left"] }

    /// All that it wrote, each line with its time.
    var log: String { files["log"] ?? "" }

    /// The lines that it wrote, and when: seconds since the boot.
    var lines: [(time: Double, text: Substring)] {
      log.split(separator: "\n").map { line in
        let space = line.firstIndex(of: " ") ?? line.endIndex
        return (Double(line[..<space]) ?? .nan, line[space...].dropFirst())
      }
    }

    /// When a line came that holds a text; nil if none did.
    func time(of text: String) -> Double? { lines.first { $0.text.contains(text) }?.time }
  }
}
