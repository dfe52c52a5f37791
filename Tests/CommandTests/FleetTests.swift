import Foundation
import TestSupport
import Testing

/// Several scenarios, built into one folder.
@Suite struct FleetTests {
  /// Each object of each bundle, and each namespace, is there once, whole, and deployed by one
  /// command; each bundle alone by another.
  @Test func kustomizeFindsEachObjectOnce() throws {
    try withTemporaryFolder { folder in
      let build = try Scenarioc.run(
        ["build", "-o", folder.path] + GoldenTests.scenarios().map(\.path))
      #expect(build.status == 0, "\(build.report)")
      let fleet = try Self.objects(in: folder)
      #expect(Set(fleet).count == fleet.count)
      let alone = try Golden.all().flatMap { golden in
        try Self.objects(in: folder.appending(path: golden.testDescription))
      }
      #expect(alone.count == 4 * (try Golden.all().count))
      #expect(Set(fleet) == Set(alone))
      #expect(fleet.count { $0.hasPrefix("Namespace ") } == 2)
    }
  }

  @Test func aSharedNamespaceAdmitsAll() throws {
    try withTemporaryFolder { folder in
      try put(["cron": "", "job": "restart never", "task": "restart never"], in: folder)
      #expect(try Self.build(in: folder).status == 0)
      let out = folder.appending(path: "out")
      let namespaces = try String(
        contentsOf: out.appending(path: "namespaces.yaml"), encoding: .utf8)
      #expect(
        namespaces.contains(
          """
          # - stress-test: Pod Security level baseline, for cron inside cron runs as root.
          #   All else there would do with restricted.
          """))
      let level = try JSON(yaml: out.appending(path: "namespaces.yaml").path)["metadata"]?["labels"]
      #expect(level?["pod-security.kubernetes.io/enforce"] == .string("baseline"))
      let alone = try String(
        contentsOf: out.appending(path: "job/kubernetes/namespace.yaml"), encoding: .utf8)
      #expect(alone.contains("enforce: restricted"))
      let inside = try Tool("kubectl").run(["kustomize", "out/job/kubernetes"], in: folder)
      #expect(inside.status == 0 && !inside.text.contains("kind: Namespace"))
    }
  }

  @Test func theIndexAgreesWithTheBundles() throws {
    let index = try String(
      contentsOf: Golden.folder.appending(path: "plan.jsonl"), encoding: .utf8)
    let lines = try index.split(separator: "\n").map {
      try JSONDecoder().decode(JSON.self, from: Data($0.utf8))
    }
    let goldens = try Golden.all()
    #expect(lines.map { $0["scenario"]?.text } == goldens.map(\.testDescription))
    for (line, golden) in zip(lines, goldens) {
      let plan = try JSONDecoder().decode(JSON.self, from: Data(try golden.text("plan.json").utf8))
      for key in ["outcome", "schedule"] { #expect(line[key] == plan[key]) }
      for key in ["limitBytes", "peakBytes"] { #expect(line[key] == plan["memory"]?[key]) }
      #expect(line["workloadKind"] == plan["workload"])
      let objects = try golden.objects.map { try JSON(yaml: $0) }
      let workload = try #require(objects.first { $0.podTemplate != nil })
      #expect(line["workload"] == workload["metadata"]?["name"])
      #expect(line["namespace"] == workload["metadata"]?["namespace"])
      let container = workload.podTemplate?["spec"]?["containers"]?.elements.first
      #expect(line["container"] == container?["name"] && line["image"] == container?["image"])
    }
  }

  @Test func whatHasNotChangedIsNotRewritten() throws {
    try withTemporaryFolder { folder in
      try put(["a": "", "b": ""], in: folder)
      #expect(try Self.build(in: folder).status == 0)
      let before = try fileNumbers(below: folder.appending(path: "out"))
      let second = try Self.build(in: folder)
      #expect(second.text == "" && second.errors.hasSuffix("2 current\n"))
      #expect(try fileNumbers(below: folder.appending(path: "out")) == before)
      try put(["b": "replicas 2"], in: folder)
      #expect(try Self.build(in: folder).status == 0)
      let after = try fileNumbers(below: folder.appending(path: "out"))
      #expect(after["a/bundle.json"] == before["a/bundle.json"])
      #expect(after["b/bundle.json"] != before["b/bundle.json"])
      #expect(after["SHA256SUMS"] != before["SHA256SUMS"])
    }
  }

  @Test func whatIsStaleIsListedAndRemovedOnlyOnDemand() throws {
    try withTemporaryFolder { folder in
      try put(["a": "", "b": "", "old": "", "edited": ""], in: folder)
      #expect(try Self.build(in: folder).status == 0)
      for name in ["old", "edited"] {
        try FileManager.default.removeItem(at: folder.appending(path: "\(name).scenario"))
      }
      let out = folder.appending(path: "out")
      try Data("mine\n".utf8).write(to: out.appending(path: "edited/crontab"))
      try FileManager.default.createDirectory(
        at: out.appending(path: "mine"), withIntermediateDirectories: false)
      try Data("mine\n".utf8).write(to: out.appending(path: "mine/file"))
      try Data("mine\n".utf8).write(to: out.appending(path: "README.md"))
      try FileManager.default.createSymbolicLink(
        atPath: out.appending(path: "link").path, withDestinationPath: "old")
      let labels = try Scenarioc.run(
        ["labels", "a.scenario", "--for", "1h", "-o", "out"], in: folder)
      #expect(labels.status == 0)

      let listing = try Self.build(in: folder)
      #expect(listing.status == 0)
      #expect(
        listing.text.split(separator: "\n").filter { $0.hasPrefix("stale ") } == [
          "stale    out/edited: no scenario asks for it; --prune removes it",
          "stale    out/old: no scenario asks for it; --prune removes it",
        ])
      #expect(try Self.build(in: folder, "--check").text == "")
      let check = try Self.build(in: folder, "--check", "--prune")
      #expect(check.status == 1)
      #expect(check.text == "stale    out/edited\nstale    out/old\n")
      #expect(try Scenarioc.run(["verify", "out"], in: folder).text == check.text)

      let pruning = try Self.build(in: folder, "--prune")
      #expect(pruning.status == 0)
      #expect(pruning.text.contains("removed  out/old\n"))
      #expect(
        pruning.text.contains("kept     out/edited: out/edited/crontab has been changed by hand\n"))
      let names = try FileManager.default.contentsOfDirectory(atPath: out.path).sorted()
      #expect(
        names == [
          "README.md", "SHA256SUMS", "a", "a-jsonl", "b", "edited", "fleet.json",
          "kustomization.yaml", "link", "mine", "namespaces.yaml", "plan.jsonl",
        ])
    }
  }

  /// One scenario alone needs no more than its bundle; a fleet that shrinks to one is still true.
  @Test func oneScenarioAloneIsNoFleet() throws {
    try withTemporaryFolder { folder in
      try put(["a": ""], in: folder)
      #expect(try Self.build(in: folder).status == 0)
      let out = folder.appending(path: "out")
      #expect(try FileManager.default.contentsOfDirectory(atPath: out.path) == ["a"])
      try put(["b": ""], in: folder)
      #expect(try Self.build(in: folder).status == 0)
      try FileManager.default.removeItem(at: folder.appending(path: "b.scenario"))
      #expect(try Self.build(in: folder, "--prune").text.contains("removed  out/b\n"))
      #expect(try Self.objects(in: out) == Self.objects(in: out.appending(path: "a")))
      #expect(try Scenarioc.run(["verify", "out"], in: folder).text == "whole    out, 1 bundle\n")
    }
  }

  /// The wrong one may be what a bundle was made from.
  @Test func afterAnErrorTheFleetStaysAsItWas() throws {
    try withTemporaryFolder { folder in
      try put(["a": "", "b": "", "c": ""], in: folder)
      #expect(try Self.build(in: folder).status == 0)
      let before = try contents(of: folder.appending(path: "out"))
      try put(["b": "replicas none"], in: folder)
      let build = try Self.build(in: folder, "--prune")
      #expect(build.status == 1)
      #expect(
        build.errors.contains(
          "note: not all bundles could be made, so what else is in out stays\n"))
      #expect(try contents(of: folder.appending(path: "out")) == before)
    }
  }

  @Test(arguments: ["kustomization.yaml", "SHA256SUMS", "fleet.json"])
  func theFilesOfAnotherAreLeftAlone(_ name: String) throws {
    try withTemporaryFolder { folder in
      try put(["a": "", "b": ""], in: folder)
      let out = folder.appending(path: "out")
      try FileManager.default.createDirectory(at: out, withIntermediateDirectories: false)
      try Data("{}\n".utf8).write(to: out.appending(path: name))
      let build = try Self.build(in: folder)
      #expect(build.status == 3)
      #expect(
        build.errors.hasPrefix(
          """
          error: out/\(name) was not made by scenarioc, and would be lost; \
          move it away, or choose another folder with -o

          """))
      #expect(try contents(of: out)[name]?.text == "{}\n")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: out.path).sorted()
          == [name, "a", "b"].sorted())
    }
  }

  @Test func checkCoversTheFleet() throws {
    try withTemporaryFolder { folder in
      try put(["a": "", "b": ""], in: folder)
      #expect(try Self.build(in: folder).status == 0)
      #expect(try Self.build(in: folder, "--check").status == 0)
      let out = folder.appending(path: "out")
      try FileManager.default.removeItem(at: out.appending(path: "plan.jsonl"))
      try Data("mine\n".utf8).write(to: out.appending(path: "kustomization.yaml"))
      let check = try Self.build(in: folder, "--check")
      #expect(check.status == 1)
      #expect(check.text == "changed  out/kustomization.yaml\nmissing  out/plan.jsonl\n")
    }
  }

  /// Of each object that kustomize gives, its kind, namespace and name, sorted.
  private static func objects(in folder: URL) throws -> [String] {
    let program = """
      import sys, yaml
      for o in yaml.safe_load_all(sys.stdin):
        print(o["kind"], o["metadata"].get("namespace", ""), o["metadata"]["name"])
      """
    let kustomize = try Tool("kubectl").run(["kustomize", folder.path])
    #expect(kustomize.status == 0, "\(kustomize.report)")
    return try Tool("python3").run(["-c", program], input: kustomize.bytes).text
      .split(separator: "\n").map(String.init).sorted()
  }

  /// Builds every scenario of a folder into its folder `out`.
  private static func build(in folder: URL, _ options: String...) throws -> Tool.Output {
    let files = try Project.files(in: folder, extension: "scenario").map(\.lastPathComponent)
    return try Scenarioc.run(["build", "-o", "out"] + options + files, in: folder)
  }

  private func fileNumbers(below folder: URL) throws -> [String: Int] {
    var numbers: [String: Int] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      numbers[path] =
        try FileManager.default.attributesOfItem(
          atPath: folder.appending(path: path).path)[.systemFileNumber] as? Int
    }
    return numbers
  }
}

/// Writes small scenarios by their names, each with a line more than it needs.
func put(_ scenarios: [String: String], in folder: URL) throws {
  for (name, line) in scenarios {
    let text = smallScenario.replacing("small {", with: "\(name) {\n    \(line)")
    try Data(text.utf8).write(to: folder.appending(path: "\(name).scenario"))
  }
}
