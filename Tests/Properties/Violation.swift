/// How a source breaks a property: what holds for every source whatever, and is tried on the
/// fixtures, on mutations, on random bytes, and by the fuzzers.
package struct Violation: Equatable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Collects what does not hold.
struct Violations {
  private(set) var found: [Violation] = []

  mutating func expect(_ holds: Bool, _ property: String) {
    if !holds { found.append(Violation("it does not hold that \(property)")) }
  }
}
