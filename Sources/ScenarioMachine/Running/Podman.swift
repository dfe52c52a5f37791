package import ScenarioBackends

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Builds the image of a bundle by podman, which keeps it. A second time that is quick.
///
/// `tell` gets the steps as they begin, and all that podman says if it fails. A signal ends it.
package func buildImage(
  _ image: String, of bundle: Bundle, tell: (String) -> Void
) throws(MachineError) {
  #if os(Linux)
    Interruption.watch()
    // Tells whether it is there, which the script could not as well.
    _ = try output(of: ["podman", "--version"])
    var lines: [String] = []
    let command = ["setpriv", "--pdeathsig", "TERM", "sh", "-c", script, "podman_build.sh", image]
    let files = bundle.artifacts.map { (place: "/\($0.path)", artifact: $0) }
    let status = try run(command, input: input(telling: files)) { line in
      lines.append(line)
      if line.hasPrefix("STEP ") { tell(line) }
    }
    guard status == 0 else {
      lines.forEach(tell)
      throw .refused("podman cannot build \(image): \(lines.last ?? "it says nothing")")
    }
  #else
    throw .refused("`run` needs Linux: it limits memory by a cgroup")
  #endif
}

#if os(Linux)
  /// Runs a program of the `PATH` to its end, and gives its status and what it has written.
  func output(of command: [String]) throws(MachineError) -> (status: Int32, lines: [String]) {
    var lines: [String] = []
    let status = try run(command) { lines.append($0) }
    return (status, lines)
  }

  /// The same, line by line. A signal ends it.
  private func run(
    _ command: [String], input: [UInt8] = [], tell: (String) -> Void
  ) throws(MachineError) -> Int32 {
    var process: ChildProcess
    do {
      process = try .start(command, environment: environment())
    } catch .system(_, _, ENOENT) {
      throw .refused("\(command[0]) is missing: install it by the package of that name")
    }
    try process.tell(input)
    while true {
      var descriptor = pollfd(fd: process.output.number, events: Int16(POLLIN), revents: 0)
      if !process.output.isAtEnd { _ = poll(&descriptor, 1, 100) } else { usleep(1000) }
      try process.lines().forEach(tell)
      if let signal = Interruption.signal {
        process.end(within: 5000)
        throw interrupted(signal)
      }
      if process.output.isAtEnd, let status = process.status() { return status }
    }
  }

  /// Ours, as podman finds its settings and storage by it.
  func environment() -> [String] {
    var variables: [String] = []
    var next = environ
    while let variable = next.pointee {
      variables.append(String(cString: variable))
      next += 1
    }
    return variables
  }

  private func interrupted(_ signal: Int32) -> MachineError {
    .refused("ended early, by signal \(signal)")
  }

  private let script = String(decoding: PackageResources.podman_build_sh, as: UTF8.self)
#endif
