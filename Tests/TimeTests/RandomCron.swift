import TestSupport

@testable import ScenarioLanguage

extension CronExpression {
  /// An expression of all kinds: dense and sparse, with lists, ranges and steps.
  static func random(using generator: inout SeededGenerator) -> CronExpression {
    CronExpression(
      minutes: .random(.minute, freedom: 0.2, using: &generator),
      hours: .random(.hour, freedom: 0.3, using: &generator),
      daysOfMonth: .random(.dayOfMonth, freedom: 0.6, using: &generator),
      months: .random(.month, freedom: 0.7, using: &generator),
      daysOfWeek: .random(.dayOfWeek, freedom: 0.6, using: &generator))
  }

  var isSatisfiable: Bool { occurrences(after: Instant(seconds: 0), in: .utc).first != nil }
}

extension Sequence {
  fileprivate var first: Element? {
    var iterator = makeIterator()
    return iterator.next()
  }
}

extension CronField {
  fileprivate static func random(
    _ unit: Unit, freedom: Double, using generator: inout SeededGenerator
  ) -> CronField {
    if Double.random(in: 0..<1, using: &generator) < freedom { return .any(unit) }
    let range = unit.range
    let first = Int.random(in: range, using: &generator)
    let last = Int.random(in: first...range.upperBound, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return CronField(unit, values: [first])
    case 1: return CronField(unit, values: first...last)
    case 2:
      let step = Int.random(in: 2...range.count, using: &generator)
      return CronField(unit, values: stride(from: first, through: last, by: step))
    default:
      return CronField(unit, values: (0..<4).map { _ in .random(in: range, using: &generator) })
    }
  }
}
