import Foundation
import TestSupport
import Testing

/// Labels of the shipped scenario from a fixed time on, and of a run that was recorded by hand.
@Suite struct LabelTests {
  private static let goldens = Project.fixtures.appending(path: "labels")
  private static let scenario = Project.scenarios.appending(path: "memory-leak.scenario").path
  private static let recording = Project.fixtures.appending(path: "run").path
  private static let formats = ["jsonl", "csv", "mask", "rcaeval", "openrca", "nezha", "itbench"]
  private static let seal = ["bundle.json", "SHA256SUMS"]
  private static let hour = ["--from", "2026-01-15T00:00:00Z", "--for", "1h", "--step", "1m"]

  @Test(arguments: [scenario, recording], formats)
  func theLabelsAreTheGolden(_ source: String, _ format: String) throws {
    try withTemporaryFolder { folder in
      let run = try Scenarioc.run(
        ["labels", source, "--format", format, "-o", folder.path] + Self.hour)
      #expect(run.status == 0, "\(run.report)")
      let made = folder.appending(path: "memory-leak-\(format)")
      let name = source == Self.recording ? "observed" : "planned"
      let golden = Self.goldens.appending(path: "\(name)/\(format)")
      if Project.isBlessing {
        try? FileManager.default.removeItem(at: golden)
        try FileManager.default.createDirectory(
          at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: made, to: golden)
        for seal in Self.seal {
          try FileManager.default.removeItem(at: golden.appending(path: seal))
        }
      }
      var actual = try contents(of: made)
      for seal in Self.seal { #expect(actual.removeValue(forKey: seal) != nil) }
      #expect(try actual.mapValues(\.text) == contents(of: golden).mapValues(\.text))
    }
  }

  @Test(arguments: ["jsonl", "csv", "mask", "openrca", "itbench"])
  func aFormatOfOneFileGoesToStandardOutput(_ format: String) throws {
    let run = try Scenarioc.run(["labels", Self.scenario, "--format", format] + Self.hour)
    let folder = Self.goldens.appending(path: "planned/\(format)")
    #expect(try contents(of: folder).values.map(\.text) == [run.text])
  }

  /// As RCAEval, OpenRCA, Nezha and ITBench read their own files.
  @Test func theBenchmarksReadTheirFiles() throws {
    let check = """
      import csv, datetime, json, pathlib, sys, yaml
      root = pathlib.Path(sys.argv[1])
      times = []
      for file in sorted(root.glob("rcaeval/*/*/inject_time.txt")):
          service, fault = file.parent.parent.name.split("_")
          assert (service, fault) == ("memory-leak", "mem")
          times.append(int(file.read_text().splitlines()[0].strip()))
      rows = list(csv.DictReader(open(root / "openrca/record.csv")))
      assert [int(row["timestamp"]) for row in rows] == times
      zone = datetime.timezone(datetime.timedelta(hours=8))
      for row in rows:
          clock = datetime.datetime.fromtimestamp(int(row["timestamp"]), zone)
          assert clock.strftime("%Y-%m-%d %H:%M:%S") == row["datetime"]
      faults = json.load(open(root / "nezha/2026-01-15/2026-01-15-fault_list.json"))
      listed = [fault for hour in sorted(faults) for fault in faults[hour]]
      assert [int(fault["inject_timestamp"]) for fault in listed] == times
      truth = yaml.safe_load(open(root / "itbench/ground_truth.yaml"))
      ids = {group["id"] for group in truth["groups"]}
      assert sum(group.get("root_cause", False) for group in truth["groups"]) == 1
      assert all({step["source"], step["target"]} <= ids for step in truth["propagations"])
      for line in open(root / "jsonl/labels.jsonl"): json.loads(line)
      """
    for name in ["planned", "observed"] {
      let folder = Self.goldens.appending(path: name).path
      let reading = try Tool("python3").run(["-c", check, folder])
      #expect(reading.status == 0, "\(reading.report)")
    }
  }

  @Test func aFolderWithoutARunIsNoSource() throws {
    try withTemporaryFolder { folder in
      let missing = try Scenarioc.run(["labels", folder.path])
      #expect(missing.status == 3)
      #expect(missing.errors.contains("there is no scenario in"))
      try Data("{}\nnonsense\n[1]\n".utf8).write(to: folder.appending(path: "events.jsonl"))
      let empty = try Scenarioc.run(["labels", folder.path])
      #expect(empty.status == 1)
      #expect(empty.errors.contains("tells of no run"))
    }
  }

  @Test(arguments: [
    (["--format", "rcaeval"], "--output"), (["--step", "0s"], "step"),
    (["--step", "1ms", "--for", "366d"], "points"), (["--format", "xml"], "jsonl"),
  ])
  func wrongUsageEndsWith2(_ options: [String], _ explanation: String) throws {
    let run = try Scenarioc.run(["labels", Self.scenario] + options)
    #expect(run.status == 2)
    #expect(run.errors.contains(explanation), "\(run.errors)")
  }
}
