import ScenarioSyntax

extension LiteralKind<Rate> {
  static var rate: LiteralKind {
    LiteralKind(
      "rate", "a size per second, minute or hour", examples: ["1Mi/s", "64Mi/m"],
      resembles: \.resemblesRate
    ) { word, report in
      readRate(word, &report)
    }
  }
}

extension LiteralKind<CPUAmount> {
  static var cpu: LiteralKind {
    LiteralKind(
      "number of cores", "cores, or with `m` thousandths of one", examples: ["250m", "2"],
      resembles: \.resemblesQuantity
    ) { word, report in
      let quantity = word.isString ? nil : Quantity(word.text[...])
      let scales: [Substring: Int] = ["": 1000, "m": 1]
      guard let quantity, quantity.fraction == nil, let scale = scales[quantity.unit],
        1...mostCores * 1000 / scale ~= quantity.whole
      else {
        report.add(notCores(word))
        return nil
      }
      return CPUAmount(millicores: quantity.whole * scale)
    }
  }
}

extension LiteralKind<Int> {
  /// How many times, or how many of something.
  static var count: LiteralKind {
    LiteralKind(
      "count", "a whole number from 1 to \(greatestCount)", examples: ["3"],
      resembles: \.resemblesQuantity
    ) { word, report in
      let quantity = word.isString ? nil : Quantity(word.text[...])
      guard let quantity, quantity.fraction == nil, quantity.unit.isEmpty,
        1...greatestCount ~= quantity.whole
      else {
        report.add(notACount(word))
        return nil
      }
      return quantity.whole
    }
  }
}

/// More than the largest machines have.
private let mostCores = 1024

/// More repetitions or replicas than a cluster bears; a slip of the hand is likely.
private let greatestCount = 1000

private func readRate(_ word: Word, _ report: inout Report) -> Rate? {
  let parts = word.text.split(separator: "/", omittingEmptySubsequences: false)
  let periods: [Substring: TimeSpan] = ["s": .seconds(1), "m": .minutes(1), "h": .minutes(60)]
  guard !word.isString, parts.count == 2, let quantity = Quantity(parts[0]),
    quantity.fraction == nil, let period = periods[parts[1]],
    let amount = ByteCount(quantity.whole, unit: quantity.unit), amount > .zero
  else {
    report.add(notARate(word))
    return nil
  }
  return Rate(amount, per: period)
}

// MARK: - Messages

extension DiagnosticKind {
  static let numbers = [notARate, notCores, notACount]

  static let notARate = DiagnosticKind(
    "not-a-rate",
    explanation: "A rate is a size per second, minute or hour, such as `1Mi/s` or `64Mi/m`.",
    example: .init(
      wrong: "ramp {\n    jump to 64Mi\n    linear to 640Mi at 1MB/s\n}",
      mended: "ramp {\n    jump to 64Mi\n    linear to 640Mi at 1Mi/s\n}"))

  static let notCores = DiagnosticKind(
    "not-cores",
    explanation: """
      Processor time is counted in cores, as Kubernetes does it: `2`, or in thousandths `250m`. \
      There are no fractions: half a core is `500m`.
      """,
    example: .init(wrong: "cpu { limit 0.5 }", mended: "cpu { limit 500m }"))

  static let notACount = DiagnosticKind(
    "not-a-count",
    explanation: "A count is a whole number from 1 to \(greatestCount), without a unit.",
    example: .init(wrong: "replicas none", mended: "replicas 1"))
}

private func notARate(_ word: Word) -> Diagnostic {
  let mended = word.isString ? nil : mendRate(word.text)
  return Diagnostic(
    .notARate, "expected a rate, found `\(word.text)`", at: word.span,
    label: mended.map { "expected `\($0)`" }
      ?? "a rate is a size per `s`, `m` or `h`, such as `1Mi/s`",
    help: mended.map { "write `\($0)`" }, fix: mended.map { .replace(word.span, with: $0) })
}

/// `1MB/s`, `1Mi/sec`, `1Mips`: other spellings of the size and of the period.
private func mendRate(_ text: String) -> String? {
  let spelled = text.hasSuffix("ps") ? text.dropLast(2) + "/s" : text
  let parts = spelled.split(separator: "/")
  guard parts.count == 2, let quantity = Quantity(parts[0]), quantity.whole > 0,
    !quantity.unit.isEmpty, let amount = mendSize(quantity), let period = mendTimeUnit(parts[1])
  else { return nil }
  return "\(amount)/\(period)"
}

private func notCores(_ word: Word) -> Diagnostic {
  let thousandths = Double(word.text).map { ($0 * 1000).rounded() }
  let mended =
    thousandths.flatMap { 1...1000 ~= $0 ? "\(Int($0))m" : nil } ?? mendThousandths(word.text)
  return Diagnostic(
    .notCores, "expected a number of cores, found `\(word.text)`", at: word.span,
    label: mended.map { "expected `\($0)`" }
      ?? "cores are whole, such as `2`, or thousandths, such as `250m`",
    help: mended.map { "write `\($0)`" }, fix: mended.map { .replace(word.span, with: $0) })
}

/// `250M`, `250mm`.
private func mendThousandths(_ text: String) -> String? {
  guard let quantity = Quantity(text[...]), quantity.fraction == nil, quantity.whole > 0,
    !quantity.unit.isEmpty, quantity.unit.lowercased().allSatisfy({ $0 == "m" })
  else { return nil }
  return "\(quantity.whole)m"
}

private func notACount(_ word: Word) -> Diagnostic {
  Diagnostic(
    .notACount, "expected a count, found `\(word.text)`", at: word.span,
    label: "a whole number from 1 to \(greatestCount)")
}
