import Foundation
import ScenarioBackends
import ScenarioSyntax

@testable import ScenarioLanguage
import ScenarioPlanning

/// A plan by hand, much like that of the shipped scenario.
func makePlan(
  name: String = "memory-leak", about: String? = "Leaks past its limit; the pod restarts.",
  restart: RestartPolicy = .always, limit: ByteCount = .mebibytes(512),
  image: String? = nil, base: String = "alpine:3.23", scheduler: Scheduler = .busybox,
  atStart: Bool = false, curve: Curve? = nil
) -> Plan {
  let span = Span.at(0)
  let half = CronField(.minute, values: [0, 30])
  let cron = CronExpression(
    minutes: half, hours: .any(.hour), daysOfMonth: .any(.dayOfMonth), months: .any(.month),
    daysOfWeek: .any(.dayOfWeek))
  let trigger: Schedule.Trigger = atStart ? .start : .cron(cron)
  let scenario = Scenario(
    name: Located(name, at: span), about: about.map { Located($0, at: span) },
    namespace: Located("stress-test", at: span), labels: [],
    schedule: Located(Schedule(trigger), at: span), overlap: Located(.skip, at: span),
    restart: Located(restart, at: span),
    memory: Memory(limit: Located(limit, at: span), request: Located(limit, at: span)),
    cpu: CPU(limit: nil, request: Located(CPUAmount(millicores: 100), at: span)),
    curve: curve ?? leak, expectation: nil,
    image: Image(
      name: image.flatMap(ImageReference.init).map { Located($0, at: span) },
      base: Located(makeBase(base), at: span), scheduler: Located(scheduler, at: span)),
    replicas: Located(1, at: span), nodes: [], allowances: [])
  return plan(scenario)
}

private let leak = Curve(segments: [
  Curve.Segment(
    start: .zero, duration: .minutes(10), from: .mebibytes(64), to: .mebibytes(640),
    course: .linear, source: .at(0))
])

/// Levels in mebibytes, a second each.
func jumps(to levels: Int...) -> Curve {
  Curve(
    segments: levels.enumerated().map { second, level in
      Curve.Segment(
        start: .seconds(second), duration: .seconds(1), from: .mebibytes(level),
        to: .mebibytes(level), course: .linear, source: .at(0))
    })
}

private func makeBase(_ text: String) -> BaseImage {
  guard let reference = ImageReference(text), let distribution = Distribution(base: reference)
  else { preconditionFailure("\(text) is no base image") }
  return BaseImage(reference, distribution)
}

/// The bundle of a plan by hand.
func makeBundle(_ plan: Plan) -> ScenarioBackends.Bundle {
  let source = SourceText(name: "scenarios/a.scenario", text: "scenario a {}")
  return emit(Emission(plan, from: Origin(source)))
}

/// The plans that differ in what is emitted.
let variants: [(label: String, plan: Plan)] =
  [RestartPolicy.always, .onFailure(retries: 6), .never].flatMap { restart in
    ["alpine:3.23", "debian:trixie-slim"].flatMap { base in
      [false, true].map { atStart in
        (
          "\(restart) on \(base)\(atStart ? " at start" : "")",
          makePlan(restart: restart, base: base, atStart: atStart)
        )
      }
    }
  } + [("supercronic", makePlan(scheduler: .supercronic))]

extension ScenarioBackends.Bundle {
  func text(_ path: String) throws -> String {
    guard let artifact = artifacts.first(where: { $0.path == path }) else {
      throw MissingArtifact(path: path)
    }
    return String(decoding: artifact.bytes, as: UTF8.self)
  }

  /// Writes the bundle, for tools that want files.
  func write(to folder: URL) throws {
    for artifact in artifacts {
      let file = folder.appending(path: artifact.path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(artifact.bytes).write(to: file)
      try FileManager.default.setAttributes(
        [.posixPermissions: artifact.mode.rawValue], ofItemAtPath: file.path)
    }
  }
}

struct MissingArtifact: Error { let path: String }
