import ArgumentParser
import ScenarioLanguage
import ScenarioMachine
import ScenarioReports
import ScenarioSyntax

/// The sources that a command works on.
struct Sources: ParsableArguments {
  @Argument(
    help: "The scenarios, and folders of scenarios; `-` is standard input.",
    completion: .file(extensions: ["scenario"]))
  var files: [String]

  @Option(
    name: .shortAndLong,
    help: "How many files to work on at once (default: as many as there are cores).")
  var jobs: Int?

  private static let mostJobs = 1024

  static func of(_ files: [String]) -> Sources {
    var sources = Sources()
    sources.files = files
    sources.jobs = nil
    return sources
  }

  func validate() throws {
    if let jobs, !(1...Self.mostJobs).contains(jobs) {
      throw ValidationError("--jobs takes a number from 1 to \(Self.mostJobs), not \(jobs)")
    }
  }

  /// Works on several threads, and delivers in order; with a line of progress.
  func inParallel<Product: Sendable>(
    _ count: Int, _ noun: String, _ work: @escaping @Sendable (Int) -> Product,
    deliver: (Int, Product) -> Void
  ) {
    var progress = Progress(of: count, noun)
    let threads = count > 1 ? jobs ?? coreCount : 1
    inOrder(count, threads: threads, work) { index, product in
      deliver(index, product)
      progress.advance()
    }
    StatusLine.hide()
  }
}

extension Sources {
  /// Reads and works on all sources, several at once, and delivers each product in the order of the
  /// files, with the number of its source.
  ///
  /// One that the machine fails for is told, and the others go on.
  func forEach<Product: Sendable>(
    _ work: @escaping @Sendable (Input) throws(MachineError) -> Product,
    deliver: (Product, Int, inout Tally) throws(MachineError) -> Void
  ) -> Tally {
    forEach(of: findSources(files), work, deliver: deliver)
  }

  private func forEach<Product: Sendable>(
    of found: [FoundSource],
    _ work: @escaping @Sendable (Input) throws(MachineError) -> Product,
    deliver: (Product, Int, inout Tally) throws(MachineError) -> Void
  ) -> Tally {
    var tally = Tally()
    inParallel(found.count, "files") { index -> Result<Product, MachineError> in
      do throws(MachineError) {
        return .success(try work(try Input.read(found[index])))
      } catch {
        return .failure(error)
      }
    } deliver: { index, result in
      do throws(MachineError) {
        try deliver(try result.get(), index, &tally)
        tally.addFile()
      } catch {
        print("error: \(printable("\(error)"))", to: .error)
        tally.addUnread()
      }
    }
    return tally
  }

  /// Compiles all sources, and delivers them in the order of the files, each with what the work
  /// makes of it. With a `clash`, also tells of names that one source has taken from another.
  func forEachCompiled<Product: Sendable>(
    avoiding clash: NameClash? = nil,
    _ work: @escaping @Sendable (Compilation) -> Product,
    deliver: (Compilation, Product, inout Tally) throws(MachineError) -> Void
  ) -> Tally {
    let found = findSources(files)
    var names = found.count > 1 ? clash.map(TakenNames.init) : nil
    let isClaiming = names != nil
    let surroundings = Surroundings.system.remembering()
    return forEach(of: found) { input in
      let compilation = Compilation(of: input.source, in: surroundings)
      return (compilation, isClaiming ? compilation.claims : [], work(compilation))
    } deliver: { product, index, tally throws(MachineError) in
      var (compilation, claims, product) = product
      let problems = names?.take(claims, of: index) { found[$0].shownName }
      compilation.add(problems ?? [])
      tally.add(compilation)
      try deliver(compilation, product, &tally)
    }
  }

  /// As above, and shows what there is to say of each source.
  func compileEach<Product: Sendable>(
    avoiding clash: NameClash? = nil,
    _ work: @escaping @Sendable (Compilation) -> Product,
    deliver: (Compilation, Product, inout Tally) throws(MachineError) -> Void
  ) -> Tally {
    var report = TextReport(colored: Stream.error.isColored)
    return forEachCompiled(avoiding: clash, work) {
      compilation, product, tally throws(MachineError) in
      report.show(compilation)
      try deliver(compilation, product, &tally)
    }
  }
}

/// A source as it was found.
struct Input: Sendable {
  /// `-` for standard input.
  let path: String
  let source: SourceText

  static func read(_ found: FoundSource) throws(MachineError) -> Input {
    switch found {
    case .failure(let error): throw error
    case .file(let path):
      let source = SourceText(name: found.shownName, bytes: try readSource(path))
      return Input(path: path, source: source)
    }
  }
}

extension FoundSource {
  /// As messages call it.
  fileprivate var shownName: String {
    switch self {
    case .file("-"): "standard input"
    case .file(let path): path
    case .failure: ""
    }
  }
}

extension TextReport {
  mutating func show(_ compilation: Compilation) {
    if compilation.diagnostics.isEmpty { return }
    print(Array(text(of: compilation.findings).utf8), to: .error)
  }
}
