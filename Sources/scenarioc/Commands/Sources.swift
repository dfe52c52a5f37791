import ArgumentParser
import ScenarioMachine
import ScenarioSyntax

/// The files that a command works on.
struct Sources: ParsableArguments {
  @Argument(help: "The scenarios; `-` is standard input.")
  var files: [String]

  /// Compiles one source after the other, and shows what there is to say of it.
  ///
  /// - Throws: `Exit.problems` at the end where a source has errors, `Exit.machine` at the end where
  ///   one cannot be read; what is well is compiled all the same.
  func compileEach(_ body: (Compilation) throws -> Void) throws {
    var exit: Exit?
    for file in files {
      do {
        let bytes = try readSource(file)
        let name = file == "-" ? "standard input" : file
        let compilation = Compilation(of: SourceText(name: name, bytes: bytes))
        show(compilation)
        if compilation.hasErrors { exit = exit ?? .problems }
        try body(compilation)
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
