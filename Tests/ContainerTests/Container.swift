import Foundation
import TestSupport
import Testing

/// A container of podman's.
struct Container: Sendable {
  private let name: String
  private let store: Store

  init(_ name: String, in store: Store) {
    self.name = name
    self.store = store
  }

  /// With the limit and the privileges of the pod, and its restart policy.
  func create(_ image: String, _ privileges: [String]) async throws {
    try await store.podman(
      ["create", "--name", name, "--memory", "512m", "--memory-swap", "512m"]
        + ["--restart", "always", "--network", "none", "--read-only"]
        + ["--security-opt", "no-new-privileges"] + privileges + [image])
  }

  /// The container of a pod, from manifests as they are.
  ///
  /// What podman 4.3 does otherwise than the kubelet is put right by hand. It gives an init
  /// container the restart policy of the pod, and so never sees it end. It fills an emptyDir with
  /// what the image has in that place, and lets none but the owner of that write to it.
  init(pod manifests: URL, in store: Store) async throws {
    try await store.podman([
      "play", "kube", "--start=false", "--network", "none",
      "--configmap", manifests.appending(path: "configmap.yaml").path,
      manifests.appending(path: "deployment.yaml").path,
    ])
    let initial = Container("leak-pod-0-copy-script", in: store)
    try await store.podman(["start", initial.name])
    for volume in ["scenario", "tmp"] {
      let folder = try await store.podman(
        ["volume", "inspect", "--format", "{{.Mountpoint}}", volume])
      try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
    }
    try await initial.wait(within: .seconds(30)) { try await initial.exitCodes().contains(0) }
    try await initial.wait(within: .seconds(30)) { await initial.isRemovedAtItsEnd() }
    self.init("leak-pod-0-stress", in: store)
  }

  /// Removes a container that does its work again and again, but never amid its work: what it has
  /// written stays whole. Told to stop it runs on to its end, for no first process of a container
  /// heeds a signal that it does not handle; then it is not started again.
  private func isRemovedAtItsEnd() async -> Bool {
    do {
      try await store.podman(["stop", "--time", "30", name])
      guard try await state().ExitCode == 0 else { return false }
      // Refused while it runs.
      try await store.podman(["rm", name])
      return true
    } catch {
      return false
    }
  }

  /// conmon 2.1 leaves its note of an OOM kill in the folder where podman was started, and podman
  /// looks for it in the container's (containers/conmon#504): therefore it is started there.
  func start() async throws {
    let folder = try await inspect("{{.StaticDir}}")
    try await store.podman(["start", name], in: URL(filePath: folder))
  }

  func stop() async throws {
    try await store.podman(["stop", name])
  }

  func log() async throws -> String { try await store.podman(["logs", name]) }

  struct State: Decodable {
    let ExitCode: Int
    let OOMKilled: Bool
  }

  func state() async throws -> State {
    let state = try await inspect("{{json .State}}")
    return try JSONDecoder().decode(State.self, from: Data(state.utf8))
  }

  /// When it ended last.
  func finish() async throws -> Date {
    let milliseconds = try #require(Double(try await inspect("{{.State.FinishedAt.UnixMilli}}")))
    return Date(timeIntervalSince1970: milliseconds / 1000)
  }

  func restarts() async throws -> Int { Int(try await inspect("{{.RestartCount}}")) ?? 0 }

  /// Of each time that it ended.
  func exitCodes() async throws -> [Int] {
    try await store.podman([
      "events", "--stream=false", "--filter", "container=\(name)", "--filter", "event=died",
      "--format", "{{.ContainerExitCode}}",
    ]).split(separator: "\n").compactMap { Int($0) }
  }

  func wait(
    within limit: Duration, until isTrue: @Sendable () async throws -> Bool
  ) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !isTrue() {
      guard ContinuousClock.now < deadline else {
        throw Failure(text: "\(name) is late: \(try await log())")
      }
      try await Task.sleep(for: .seconds(1))
    }
  }

  private func inspect(_ format: String) async throws -> String {
    try await store.podman(["inspect", "--format", format, name])
  }
}

struct Failure: Error, CustomStringConvertible {
  let text: String
  var description: String { text }
}
