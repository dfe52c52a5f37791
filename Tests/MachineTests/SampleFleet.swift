import Foundation
import ScenarioMachine
import Testing

@testable import ScenarioBackends

/// Three bundles of a version, of which only the first two are in each.
struct SampleFleet {
  let bundles: [ScenarioBackends.Bundle]
  let fleet: Fleet

  init(_ version: String) {
    bundles = ["a", "b", "only-in-\(version)"].map { sampleBundle(version, name: $0) }
    fleet = bundles.reduce(into: Fleet()) { fleet, bundle in
      fleet.add(
        Fleet.Member(
          name: bundle.name, namespace: "leaks", needsRoot: false,
          digest: sha256(bundle.artifacts.last?.bytes ?? []), line: "{}\n"))
    }
  }

  /// As `build --prune` does; `step` is called before each.
  func build(in out: String, _ step: (Int) -> Void = { _ in }) throws(MachineError) {
    try OutputFolder.open(at: out) { output throws(MachineError) in
      for (index, bundle) in bundles.enumerated() {
        step(index)
        _ = try output.write(bundle)
      }
      step(bundles.count)
      _ = try output.write(fleet)
      step(bundles.count + 1)
      for name in try output.bundles(besides: fleet) { _ = try output.remove(name) }
      step(bundles.count + 2)
    }
  }

  /// What `build` leaves, and nothing else.
  func expectBuilt(in out: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let files = fleet.artifacts.map(\.path)
    #expect(
      try names(in: out) == (bundles.map(\.name) + files).sorted(), sourceLocation: sourceLocation)
    let verification = try verify(out)
    #expect(verification.differences == [], sourceLocation: sourceLocation)
    #expect(verification.bundleCount == 3, sourceLocation: sourceLocation)
    for bundle in bundles {
      #expect(
        try snapshot("\(out)/\(bundle.name)") == expected(bundle), sourceLocation: sourceLocation)
    }
  }
}

/// Expects that each bundle there is whole, and that the kustomization names none that is not there.
func expectWhole(_ out: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let all = try names(in: out)
  for name in all where !name.contains(".") && name != Sums.path {
    #expect(try verify("\(out)/\(name)").differences == [], sourceLocation: sourceLocation)
  }
  for name in all where name == "kustomization.yaml" {
    let text = try String(contentsOfFile: "\(out)/\(name)", encoding: .utf8)
    for folder in text.matches(of: #/(?m)^- (.*)/kubernetes$/#).map(\.1) {
      #expect(all.contains(String(folder)), "\(folder)", sourceLocation: sourceLocation)
    }
  }
}
