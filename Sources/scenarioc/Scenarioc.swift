import ArgumentParser
import ScenarioBackends
import ScenarioMachine

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The command line. Synchronous: an asynchronous `main` would cost more than the rest of a start.
/// Each command says its name: to make it out of the type's costs a start a seventh of its time.
@main
struct Scenarioc: ParsableCommand {
  static let name = "scenarioc"

  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Compiles scenarios of pods that leak memory on purpose.",
    discussion: """
      A .scenario file says when a pod leaks, along which curve and past which limit. scenarioc \
      checks it, tells when the kernel will kill the pod, and makes the image and the Kubernetes \
      manifests that do so.
      """,
    version: Compiler.version,
    subcommands: [
      Build.self, Check.self, ApplyFixes.self, Format.self, Watch.self, Run.self, ShowPlan.self,
      ShowSchedule.self, ShowLabels.self, Verify.self, Explain.self, ShowSchema.self,
    ])

  static func main() {
    do {
      var command = try command(for: Array(CommandLine.arguments.dropFirst()))
      try command.run()
    } catch let exit as Exit {
      Self.exit(exit)
    } catch {
      let isHelp = exitCode(for: error).isSuccess
      print(fullMessage(for: error), to: isHelp ? .output : .error)
      Self.exit(isHelp ? .clean : .usage)
    }
  }

  /// The command that the arguments name is parsed alone first: among all commands that takes a third
  /// longer, to find out whether a script for completion is asked for. What is right alone is right
  /// among all; of help and of mistakes all together tell.
  private static func command(for arguments: [String]) throws -> any ParsableCommand {
    if let name = arguments.first,
      let named = configuration.subcommands.first(where: { $0.configuration.commandName == name }),
      let command = try? named.parseAsRoot(Array(arguments.dropFirst())),
      type(of: command) == named
    {
      return command
    }
    return try parseAsRoot(arguments)
  }

  private static func exit(_ exit: Exit) -> Never {
    #if canImport(Darwin)
      Darwin.exit(exit.rawValue)
    #elseif canImport(Glibc)
      Glibc.exit(exit.rawValue)
    #elseif canImport(Musl)
      Musl.exit(exit.rawValue)
    #endif
  }
}

/// How a command ends, from the best to the worst; the numbers are part of the command line.
enum Exit: Int32, Comparable, Error {
  case clean = 0
  /// The scenarios have errors, or are not laid out as they should be.
  case problems = 1
  /// The command line is wrong.
  case usage = 2
  /// The machine failed: a disk, a permission.
  case machine = 3

  static func < (one: Exit, other: Exit) -> Bool { one.rawValue < other.rawValue }

  /// Tells of what the machine fails for.
  static func of(_ body: () throws(MachineError) -> Void) -> Exit {
    do {
      try body()
      return .clean
    } catch {
      print("error: \(error)", to: .error)
      return .machine
    }
  }

  /// Ends the command here, unless all is well.
  func end() throws {
    if self != .clean { throw self }
  }
}
