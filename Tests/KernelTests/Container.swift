import Foundation
import TestSupport

/// A running container, as container.sh makes it.
final class Container {
  private let process = Process()
  private let output = Pipe()
  private let report: URL
  private let lines = Lines()

  /// Why this machine cannot run one; nil where it can, or where the first test will tell.
  static let obstacle: String? = {
    do {
      return try withTemporaryFolder { folder in
        let probe = try Tool(at: script).run([
          folder.path, folder.appending(path: "report").path, "\(64 << 20)", "true",
        ])
        return probe.status == 77 ? probe.errors : nil
      }
    } catch {
      return nil
    }
  }()

  private static let script = Project.root.appending(path: "Tests/KernelTests/container.sh")

  /// `folder`: for its report.
  init(_ image: Image, user: Int? = nil, in folder: URL) throws {
    report = folder.appending(path: "report")
    let options = user.map { ["-u", "\($0)"] } ?? []
    process.executableURL = Self.script
    process.arguments =
      options + [image.folder.path, report.path, "\(image.limit)"] + image.command
    process.standardOutput = output
    process.standardError = output
    output.fileHandleForReading.readabilityHandler = { [lines] in lines.append($0.availableData) }
    try process.run()
  }

  deinit {
    if process.isRunning { process.interrupt() }
  }

  /// Waits for a line that holds a text, and gives the instant when it was seen.
  func wait(for text: String, within limit: Duration) throws -> ContinuousClock.Instant {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
      if lines.text.contains(text) { return .now }
      Thread.sleep(forTimeInterval: 0.005)
    }
    throw Late(text: text, output: lines.text)
  }

  func terminate() {
    process.terminate()
  }

  var isRunning: Bool { process.isRunning }

  /// What the container wrote so far.
  var log: String { lines.text }

  /// What the script told so far.
  func events() throws -> [Event] {
    try log.split(separator: "\n").filter { $0.hasPrefix("{") }.map {
      try JSONDecoder().decode(Event.self, from: Data($0.utf8))
    }
  }

  struct Event: Decodable {
    let event: String
    let seconds: Double
    let planned: Int
    let measured: Int?
    let reason: String?
  }

  /// Waits for the end, and tells of it.
  func end() throws -> (report: Report, at: ContinuousClock.Instant) {
    process.waitUntilExit()
    let end = ContinuousClock.now
    return (try JSONDecoder().decode(Report.self, from: Data(contentsOf: report)), end)
  }

  struct Report: Decodable {
    let status: Int
    let oom_kills: Int
    let leftover: Int
  }

  struct Late: Error {
    let text: String
    let output: String
  }

  private final class Lines: @unchecked Sendable {
    private let lock = NSLock()
    private var bytes = Data()

    func append(_ data: Data) { lock.withLock { bytes += data } }
    var text: String { lock.withLock { String(decoding: bytes, as: UTF8.self) } }
  }
}
