import ArgumentParser
import ScenarioMachine
import ScenarioSyntax

/// The files that a command works on.
struct Sources: ParsableArguments {
  @Argument(help: "The scenarios; `-` is standard input.")
  var files: [String]

  static func of(_ file: String) -> Sources {
    var sources = Sources()
    sources.files = [file]
    return sources
  }

  /// Compiles one source after the other, and shows what there is to say of it.
  ///
  /// - Throws: as ``readEach(_:)``, with `Exit.problems` for a source that has errors.
  func compileEach(_ body: (Compilation) throws -> Void) throws {
    try readEach { _, source in
      let compilation = Compilation(of: source)
      show(compilation)
      try body(compilation)
      return compilation.hasErrors ? .problems : nil
    }
  }

  /// Reads one source after the other; `body` says how the command ends if no other fares worse.
  ///
  /// - Throws: at the end, `Exit.machine` where the machine failed for a source, else what `body`
  ///   said first; what is well is done all the same.
  func readEach(_ body: (_ file: String, SourceText) throws -> Exit?) throws {
    var exit: Exit?
    for file in files {
      do {
        let name = file == "-" ? "standard input" : file
        let outcome = try body(file, SourceText(name: name, bytes: try readSource(file)))
        exit = exit ?? outcome
      } catch let error as MachineError {
        print("error: \(error)", to: .error)
        exit = .machine
      }
    }
    if let exit { throw exit }
  }

  private func show(_ compilation: Compilation) {
    guard !compilation.diagnostics.isEmpty else { return }
    let renderer = Renderer(of: compilation.source, colored: Stream.error.isColored)
    for diagnostic in compilation.diagnostics {
      print(renderer.render(diagnostic), to: .error)
    }
  }
}
