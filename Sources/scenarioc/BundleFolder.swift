import ScenarioBackends
import ScenarioLanguage
import ScenarioMachine
import ScenarioPlanning

/// The output folder of a build, as it is seen from the command line.
struct BundleFolder {
  let path: String
  /// What says how many threads there shall be.
  let sources: Sources

  /// Puts the bundles in place, and tells of each; one that cannot be written does not stop the
  /// others.
  func write(_ fleet: [BuildableScenario], _ tally: inout Tally) {
    if fleet.isEmpty { return }
    let made = OutputFolder.Outcome.allCases
    for outcome in made { tally.count(outcome.rawValue, 0) }
    do throws(MachineError) {
      try OutputFolder.open(at: path) { folder in
        each(of: fleet, &tally) { emission throws(MachineError) in
          let bundle = emit(emission)
          return Written(emission, bundle, try folder.write(bundle), in: path)
        } deliver: { written, tally in
          tally.count(written.outcome.rawValue)
          if let text = fleet.count == 1 ? written.report : written.line {
            print(text, to: .output)
          }
        }
      }
    } catch {
      fail(error, &tally)
    }
  }

  /// Tells in which files the folder is not as it would be made now.
  func compare(_ fleet: [BuildableScenario], _ tally: inout Tally) {
    tally.count("current", 0)
    each(of: fleet, &tally) { emission throws(MachineError) in
      try differences(of: emit(emission), inFolderAt: path)
    } deliver: { differences, tally in
      tally.count("current", differences.isEmpty ? 1 : 0)
      if !differences.isEmpty { tally.worsen(to: .problems) }
      for difference in differences {
        print("\(difference.kind.rawValue)  \(difference.path)", to: .output)
      }
    }
  }

  private func each<Product: Sendable>(
    of fleet: [BuildableScenario], _ tally: inout Tally,
    _ work: @escaping @Sendable (Emission) throws(MachineError) -> Product,
    deliver: (Product, inout Tally) -> Void
  ) {
    sources.inParallel(fleet.count, "bundles") { index -> Result<Product, MachineError> in
      do throws(MachineError) {
        return .success(try work(fleet[index].emission))
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
  let outcome: OutputFolder.Outcome
  private let folder: String
  private let fileCount: Int
  private let image: String
  private let summary: String

  init(_ emission: Emission, _ bundle: Bundle, _ outcome: OutputFolder.Outcome, in path: String) {
    self.outcome = outcome
    folder = "\(path)/\(bundle.name)"
    fileCount = bundle.artifacts.count
    image = emission.image.text
    summary = emission.plan.summary
  }

  private var result: String {
    let padding = String(repeating: " ", count: 9 - outcome.rawValue.count)
    return "\(outcome.rawValue)\(padding)\(folder), \(fileCount) files"
  }

  /// One among many; nil where nothing has happened.
  var line: String? { outcome == .unchanged ? nil : result }

  /// What was made, what will happen, and what to type next.
  var report: String {
    let build = "docker build -t \(image) \(shellWord(folder))"
    let apply = "kubectl apply -k \(shellWord(folder + "/kubernetes"))"
    return """
      \(result)
      happens  \(summary)
      next     \(build) && \(apply)
      """
  }
}
