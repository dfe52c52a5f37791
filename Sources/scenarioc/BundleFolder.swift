import ScenarioBackends
import ScenarioLanguage
import ScenarioMachine
import ScenarioPlanning

/// The output folder of a build, as it is seen from the command line.
struct BundleFolder {
  let path: String
  /// What says how many threads there shall be.
  let sources: Sources
  /// Whether bundles that no scenario asks for are removed.
  var prunes = false

  /// Puts the bundles in place, and what lies beside them; tells of each. One that cannot be written
  /// does not stop the others.
  func write(_ scenarios: [BuildableScenario], _ tally: inout Tally) {
    if scenarios.isEmpty { return }
    for outcome in OutputFolder.Outcome.allCases { tally.count(outcome.rawValue, 0) }
    do throws(MachineError) {
      try OutputFolder.open(at: path) { folder throws(MachineError) in
        var fleet = Fleet()
        each(of: scenarios, &tally) { emission throws(MachineError) in
          let bundle = emit(emission)
          return Written(emission, bundle, try folder.write(bundle), in: path)
        } deliver: { written, tally in
          fleet.add(written.member)
          tally.count(written.outcome.rawValue)
          if let text = scenarios.count == 1 ? written.report : written.line {
            print(text, to: .output)
          }
        }
        try finish(fleet, in: folder, after: tally.exit)
      }
    } catch {
      fail(error, &tally)
    }
  }

  /// Tells in which files the folder is not as it would be made now.
  func compare(_ scenarios: [BuildableScenario], _ tally: inout Tally) {
    let isComplete = tally.exit == .clean
    tally.count("current", 0)
    var fleet = Fleet()
    each(of: scenarios, &tally) { emission throws(MachineError) in
      let bundle = emit(emission)
      return (
        Fleet.Member(bundle, of: emission), try differences(of: bundle, inFolderAt: path)
      )
    } deliver: { compared, tally in
      fleet.add(compared.0)
      tally.count("current", compared.1.isEmpty ? 1 : 0)
      show(compared.1, &tally)
    }
    // A scenario with errors may be what a bundle was made from.
    guard isComplete, fleet.count == scenarios.count else { return }
    do throws(MachineError) {
      show(try differences(of: fleet, inFolderAt: path, pruned: prunes), &tally)
    } catch {
      fail(error, &tally)
    }
  }

  private func show(_ differences: [Difference], _ tally: inout Tally) {
    if !differences.isEmpty { tally.worsen(to: .problems) }
    for difference in differences { print(difference.line, to: .output) }
  }

  private func each<Product: Sendable>(
    of scenarios: [BuildableScenario], _ tally: inout Tally,
    _ work: @escaping @Sendable (Emission) throws(MachineError) -> Product,
    deliver: (Product, inout Tally) -> Void
  ) {
    sources.inParallel(scenarios.count, "bundles") { index -> Result<Product, MachineError> in
      do throws(MachineError) {
        return .success(try work(scenarios[index].emission))
      } catch {
        return .failure(error)
      }
    } deliver: { _, result in
      switch result {
      case .success(let product): deliver(product, &tally)
      case .failure(let error): fail(error, &tally)
      }
    }
  }

  private func fail(_ error: MachineError, _ tally: inout Tally) {
    print("error: \(error)", to: .error)
    tally.worsen(to: .machine)
  }
}

/// What there is to say of a bundle that was written.
private struct Written: Sendable {
  let member: Fleet.Member
  let outcome: OutputFolder.Outcome
  private let folder: String
  private let fileCount: Int
  private let image: String
  private let summary: String

  init(_ emission: Emission, _ bundle: Bundle, _ outcome: OutputFolder.Outcome, in path: String) {
    member = Fleet.Member(bundle, of: emission)
    self.outcome = outcome
    folder = "\(path)/\(bundle.name)"
    fileCount = bundle.artifacts.count
    image = emission.image.text
    summary = emission.plan.summary
  }

  private var result: String { "\(outcome.verb) \(folder), \(fileCount) files" }

  /// One among many; nil where nothing has happened.
  var line: String? { outcome == .unchanged ? nil : result }

  /// What was made, what will happen, and what to type next.
  var report: String {
    let build = "docker build -t \(image) \(shellWord(folder))"
    let apply = "kubectl apply -k \(shellWord(folder))"
    return """
      \(result)
      happens  \(summary)
      next     \(build) && \(apply)
      """
  }
}
