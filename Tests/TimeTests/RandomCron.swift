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

extension CronExpression {
  /// From five fields in the syntax that `text` writes.
  init?(plain fields: some Collection<String>) {
    let values = zip(CronField.Unit.allCases, fields).compactMap { CronField($0, plain: $1) }
    guard values.count == 5 else { return nil }
    self.init(
      minutes: values[0], hours: values[1], daysOfMonth: values[2], months: values[3],
      daysOfWeek: values[4])
  }
}

extension CronField {
  fileprivate init?(_ unit: Unit, plain text: String) {
    var values: Set<Int> = []
    for item in text.split(separator: ",") {
      let numbers = item.replacing("*", with: "\(unit.range.lowerBound)-\(unit.range.upperBound)")
        .split { $0 == "-" || $0 == "/" }.compactMap { Int($0) }
      guard let first = numbers.first else { return nil }
      let last = numbers.count > 1 ? numbers[1] : first
      values.formUnion(
        stride(from: first, through: last, by: numbers.count > 2 ? numbers[2] : 1))
    }
    self.init(unit, values: values)
  }
}
