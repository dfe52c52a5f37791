import Foundation
import TestSupport
import Testing

/// What others demand of manifests and Dockerfiles, of the bundle of each shipped scenario.
@Suite struct PolicyTests {
  /// The three that are maintained, of those that kubernetes-validate carries.
  @Test func theNewestReleasesOfKubernetesAcceptTheManifests() throws {
    let namespaces = Golden.folder.appending(path: "namespaces.yaml").path
    let objects = try [namespaces] + Golden.all().flatMap { try $0.objects }
    #expect(objects.count >= 40)
    let releases = try Self.releases().suffix(3)
    #expect(releases.count == 3)
    for release in releases {
      let validation = try Tool("kubernetes-validate")
        .run(["--strict", "-k", release] + objects)
      #expect(validation.status == 0, "\(release): \(validation.report)")
    }
  }

  /// Neither of the bundles nor of what a fleet of them all deploys.
  @Test func checkovHasNoComplaint() throws {
    let run = try withTemporaryFolder { folder in
      let bundles = folder.appending(path: "bundles")
      try FileManager.default.copyItem(at: Golden.folder, to: bundles)
      let fleet = try Tool("kubectl").run(["kustomize", bundles.path])
      try Data(fleet.bytes).write(to: folder.appending(path: "fleet.yaml"))
      return try Tool("checkov").run([
        "-d", folder.path, "--framework", "kubernetes", "dockerfile", "--compact",
        "--skip-download", "-o", "json",
      ])
    }
    let reports = try JSONDecoder().decode([Report].self, from: Data(run.bytes))
    #expect(reports.map(\.check_type).sorted() == ["dockerfile", "kubernetes"])
    let paths = reports.flatMap { $0.results.passed_checks.map(\.file_path) }
    #expect(paths.count { $0 == "/fleet.yaml" } > 200)
    for report in reports {
      #expect(report.results.passed_checks.count > 200)
      for check in report.results.failed_checks {
        Issue.record("\(check.check_id) of \(check.file_path)")
      }
      for check in report.results.skipped_checks {
        let reason = check.check_result.suppress_comment ?? ""
        #expect(reason.contains(" "), "\(check.check_id) of \(check.file_path)")
      }
    }
  }

  /// In ascending order.
  private static func releases() throws -> [String] {
    let program = """
      import pathlib, re, kubernetes_validate
      names = [p.name for p in pathlib.Path(kubernetes_validate.__file__).parent.glob("*/v*-strict")]
      versions = {tuple(map(int, re.findall("[0-9]+", name))) for name in names}
      print(*(".".join(map(str, version)) for version in sorted(versions)))
      """
    return try Tool("python3").run(["-c", program]).text.split { $0.isWhitespace }.map(String.init)
  }

  private struct Report: Decodable {
    struct Results: Decodable { let passed_checks, failed_checks, skipped_checks: [Check] }
    struct Check: Decodable {
      struct Result: Decodable { let suppress_comment: String? }
      let check_id, file_path: String
      let check_result: Result
    }
    let check_type: String
    let results: Results
  }
}
