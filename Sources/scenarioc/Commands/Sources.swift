import ArgumentParser
import ScenarioMachine
import ScenarioReports
import ScenarioSyntax

/// The files that a command works on.
struct Sources: ParsableArguments {
  @Argument(
    help: "The scenarios; `-` is standard input.", completion: .file(extensions: ["scenario"]))
  var files: [String]

  static func of(_ file: String) -> Sources {
    var sources = Sources()
    sources.files = [file]
    return sources
  }

  /// Reads one source after the other.
  ///
  /// - Returns: the worst end of all; one that the machine fails for is told, and the others go on.
  func forEach(_ body: (Input) throws(MachineError) -> Exit) -> Exit {
    var worst = Exit.clean
    for file in files {
      do throws(MachineError) {
        let bytes = try readSource(file)
        let name = file == "-" ? "standard input" : file
        let input = Input(path: file, source: SourceText(name: name, bytes: bytes))
        worst = max(worst, try body(input))
      } catch {
        print("error: \(error)", to: .error)
        worst = .machine
      }
    }
    return worst
  }

  /// Compiles one source after the other, and shows what there is to say of it.
  ///
  /// - Throws: `Exit.problems` at the end where a source has errors, `Exit.machine` at the end where
  ///   one cannot be read; what is well is compiled all the same.
  func compileEach(_ body: (Compilation) throws(MachineError) -> Void) throws {
    try compileAll(body).end()
  }

  /// The same, for whoever has something to do at the end.
  func compileAll(_ body: (Compilation) throws(MachineError) -> Void) -> Exit {
    var report = TextReport(colored: Stream.error.isColored)
    return forEach { input throws(MachineError) in
      let compilation = Compilation(of: input.source)
      report.show(compilation)
      try body(compilation)
      return compilation.exit
    }
  }
}

/// A source as it was given on the command line.
struct Input {
  /// `-` for standard input.
  let path: String
  let source: SourceText
}

extension TextReport {
  mutating func show(_ compilation: Compilation) {
    print(Array(text(of: compilation.findings).utf8), to: .error)
  }
}
