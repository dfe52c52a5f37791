import Properties
import ScenarioSyntax

/// What libFuzzer calls with each input (LLVM, "libFuzzer – a library for coverage-guided fuzz
/// testing", Fuzz Target).
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let violations = syntaxViolations(of: SourceText(name: "fuzzed", bytes: bytes))
  if !violations.isEmpty { fatalError("\(violations)") }
  return 0
}
