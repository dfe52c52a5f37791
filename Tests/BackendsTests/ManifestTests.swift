import Foundation
import ScenarioLanguage
import TestSupport
import Testing

@testable import ScenarioBackends

@Suite struct ManifestTests {
  @Test(arguments: variants.map(\.label))
  func kubernetesAcceptsThem(label: String) throws {
    let plan = try #require(variants.first { $0.label == label }).plan
    try withTemporaryFolder { folder in
      let bundle = makeBundle(plan)
      try bundle.write(to: folder)
      let objects = bundle.artifacts.map(\.path).filter {
        $0.hasSuffix(".yaml") && !$0.hasSuffix("kustomization.yaml")
      }
      #expect(objects.count == 4)
      let validation = try Tool("kubernetes-validate").run(["--strict"] + objects, in: folder)
      #expect(validation.status == 0, "\(validation.report)")
      for (path, count) in [(".", 4), ("kubernetes", 3)] {
        let kustomize = try Tool("kubectl").run(["kustomize", path], in: folder)
        #expect(kustomize.status == 0, "\(kustomize.report)")
        #expect(kustomize.text.matches(of: #/(?m)^kind: /#).count == count)
      }
    }
  }

  @Test(arguments: nastyStrings)
  func theScriptIsReadable(about: String) throws {
    let bundle = makeBundle(makePlan(about: about))
    let block = try bundle.text("stress_script.sh").split(
      separator: "\n", omittingEmptySubsequences: false
    ).map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    #expect(try bundle.text("kubernetes/configmap.yaml").hasSuffix("stress_script.sh: |\n\(block)"))
  }

  @Test func aChangedScriptChangesThePod() throws {
    let first = try makeBundle(makePlan(image: "a:1")).text("kubernetes/deployment.yaml")
    let second = try makeBundle(makePlan(limit: .mebibytes(511), image: "a:1"))
      .text("kubernetes/deployment.yaml")
    let checksums = [first, second].map { $0.firstMatch(of: /checksum\/.*/)?.0 }
    #expect(checksums[0] != nil && checksums[0] != checksums[1])
  }

  @Test(arguments: [
    (0, "0"), (1, "1"), (1023, "1023"), (1024, "1Ki"), (1536, "1536"), (1 << 20, "1Mi"),
    (3 << 29, "1536Mi"), (1 << 30, "1Gi"), (1 << 40, "1Ti"), ((1 << 40) + 1, "1099511627777"),
  ])
  func quantitiesAreExact(bytes: Int, quantity: String) {
    #expect(ByteCount(bytes: bytes).quantity == quantity)
  }

  /// Pod Security Standards, level restricted: every container, and no user 0.
  @Test func aCronJobIsRestricted() throws {
    let bundle = makeBundle(makePlan(restart: .never))
    let text = try bundle.text("kubernetes/cronjob.yaml")
    #expect(try bundle.text("kubernetes/namespace.yaml").contains("enforce: restricted"))
    #expect(text.contains("runAsNonRoot: true") && !text.contains("add:"))
    #expect(text.matches(of: /allowPrivilegeEscalation: false/).count == 2)
    #expect(text.contains("backoffLimit: 0") && text.contains("timeZone: Etc/UTC"))
    #expect(!bundle.artifacts.contains { $0.path == "crontab" })
  }
}
