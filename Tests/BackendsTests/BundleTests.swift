import Foundation
import ScenarioBackends
import TestSupport
import Testing

@Test func dumpForReview() throws {
  guard let out = ProcessInfo.processInfo.environment["REVIEW"] else { return }
  for (label, plan) in variants {
    try makeBundle(plan).write(to: URL(filePath: out).appending(path: label.replacingOccurrences(of: ":", with: "-")))
  }
}
