import ScenarioMachine
import ScenarioSyntax

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The two streams that people and pipes read.
enum Stream {
  case output, error

  var descriptor: Int32 {
    switch self {
    case .output: STDOUT_FILENO
    case .error: STDERR_FILENO
    }
  }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Whether it can take back what it has shown.
  var isSmart: Bool { isTerminal && variable("TERM") != "dumb" }

  /// Colour is for terminals, and for nobody who has asked for none (no-color.org).
  var isColored: Bool { isSmart && variable("NO_COLOR") == nil }
}

func print(_ line: String, to stream: Stream) {
  print(Array((line + "\n").utf8), to: stream)
}

/// Writes bytes as they are. Whoever has closed the stream is not interested.
func print(_ bytes: [UInt8], to stream: Stream) {
  if bytes.isEmpty { return }
  StatusLine.hide()
  var bytes = bytes[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { write(stream.descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return }
    bytes = bytes.dropFirst(count)
  }
}

/// Writes to standard output what must arrive, unlike a message.
func deliver(_ bytes: [UInt8]) throws(MachineError) {
  StatusLine.hide()
  try writeOutput(bytes)
}

/// Nil where the variable is not set or empty.
private func variable(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}
