import Foundation
import TestSupport
import Testing

/// podman and buildah with a storage of their own.
struct Store: Sendable {
  let folder: URL

  private static let script = Project.root.appending(path: "Tests/ContainerTests/store.sh")

  /// Why there are no containers on this machine; nil where there are.
  static let obstacle: String? = {
    guard geteuid() == 0 else { return "skipped: needs root" }
    let programs = ["podman", "buildah", "runc", "mmdebstrap", "qemu-img", "debugfs"]
    let missing = programs.filter { (try? Tool($0)) == nil }
    if missing.isEmpty { return nil }
    return "skipped: needs \(missing.joined(separator: ", ")): `make test-container` installs them"
  }()

  init() throws {
    folder = Self.shelf.folder.appending(path: UUID().uuidString.prefix(4))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Removes everything.
  func remove() async throws { try await run(["remove"]) }

  /// Gives what podman writes, without the line's end; throws where it fails.
  @discardableResult
  func podman(_ arguments: [String], in place: URL? = nil) async throws -> String {
    try await run(["podman"] + arguments, in: place)
  }

  /// Makes a base image, and imports it.
  func addBase(_ base: String) async throws {
    let root = folder.appending(path: "root.tar")
    let script = Project.root.appending(path: "Tests/ContainerTests/base.sh")
    let made = try await aside { try Tool(at: script).run([base, root.path]) }
    guard made.status == 0 else { throw Failure(text: made.report) }
    try await podman(["import", "--quiet", root.path, "docker.io/library/\(base)"])
  }

  /// Builds the image of a bundle, by the Dockerfile as it was emitted.
  func build(_ image: String, from bundle: URL) async throws {
    let steps = try await run([
      "buildah", "bud", "--pull-never", "--network", "host", "--tag", image, bundle.path,
    ])
    for line in steps.split(separator: "\n") where line.contains("stand-in") {
      print("\(image): \(line)")
    }
  }

  /// Starts scenarioc with this storage.
  func start(_ arguments: [String], output: URL) throws -> Process {
    try Data().write(to: output)
    let process = Process()
    process.executableURL = Self.script
    process.arguments = [folder.path, Scenarioc.executable.path] + arguments
    process.currentDirectoryURL = folder
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = process.standardOutput
    try process.run()
    return process
  }

  @discardableResult
  private func run(_ arguments: [String], in place: URL? = nil) async throws -> String {
    let output = try await aside { [folder] in
      try Tool(at: Self.script).run([folder.path] + arguments, in: place)
    }
    guard output.status == 0 else { throw Failure(text: "\(arguments): \(output.report)") }
    return output.text.trimmingCharacters(in: .newlines)
  }
}

extension Store {
  /// Where all stores are: removed when this program ends, even if it is killed.
  private static let shelf = Shelf()

  private struct Shelf {
    // podman bears no long path.
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "scenarioc-\(UUID().uuidString.prefix(8))")
    private let keeper = Process()
    private let hold = Pipe()

    init() {
      let answer = Pipe()
      keeper.executableURL = script
      keeper.arguments = [folder.path, "keep"]
      keeper.standardInput = hold
      keeper.standardOutput = answer
      try? keeper.run()
      _ = answer.fileHandleForReading.availableData
    }
  }
}

/// Runs the body with a fresh storage, of which nothing is left afterwards.
func withStore(_ body: (Store) async throws -> Void) async throws {
  let store = try Store()
  do {
    try await body(store)
  } catch {
    try? await store.remove()
    throw error
  }
  try await store.remove()
  #expect(!FileManager.default.fileExists(atPath: store.folder.path))
}

/// Blocking work, beside the few threads that tests run on.
func aside<Result: Sendable>(
  _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: .init(catching: work)) }
  }
}
