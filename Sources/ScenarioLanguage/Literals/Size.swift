import ScenarioSyntax

/// A size as it is written in a scenario: absolute, or in per cent of the memory limit.
package enum Level: Hashable, Sendable {
  case size(ByteCount)
  case percent(Int)

  package func bytes(of limit: ByteCount) -> ByteCount {
    switch self {
    case .size(let size): size
    case .percent(let percent):
      ByteCount(bytes: limit.bytes / 100 * percent + limit.bytes % 100 * percent / 100)
    }
  }
}

extension LiteralKind<ByteCount> {
  static var size: LiteralKind {
    LiteralKind(
      "size", "an amount of memory, in powers of 1024", examples: ["64Mi", "2Gi", "1536Ki"],
      resembles: \.resemblesQuantity
    ) { word, report in
      switch readSize(word, orPercentage: false, &report) {
      case .size(let size): size
      case .percent, nil: nil
      }
    }
  }
}

extension LiteralKind<Level> {
  static var level: LiteralKind {
    LiteralKind(
      "level", "a size, or a percentage of the memory limit", examples: ["640Mi", "125%"],
      resembles: \.resemblesQuantity
    ) { word, report in
      readSize(word, orPercentage: true, &report)
    }
  }
}

/// The units of a size. `Ki` … `Ti` are those of Kubernetes (resource.Quantity); decimal units are
/// left out, for tools disagree on what they mean.
private enum SizeUnit: String, CaseIterable {
  case kibibytes = "Ki"
  case mebibytes = "Mi"
  case gibibytes = "Gi"
  case tebibytes = "Ti"

  var shift: Int {
    switch self {
    case .kibibytes: 10
    case .mebibytes: 20
    case .gibibytes: 30
    case .tebibytes: 40
    }
  }

  /// What other tools accept, or a hand in a hurry writes: `m`, `MB`, `mib`, `mi`; and what is a
  /// slip away from one unit alone: `iM`, `Mii`, `Mo`.
  init?(nearMiss unit: Substring) {
    let letter = unit.prefix(1).lowercased()
    if ["", "b", "i", "ib"].contains(unit.dropFirst().lowercased()), !letter.isEmpty,
      let unit = Self.allCases.first(where: { $0.rawValue.lowercased().hasPrefix(letter) })
    {
      self = unit
      return
    }
    let near = Self.allCases.filter { nearest(to: String(unit), among: [$0.rawValue]) != nil }
    guard unit.utf8.count > 1, near.count == 1 else { return nil }
    self = near[0]
  }
}

extension ByteCount {
  /// 1024Ti: more than any machine has, and far from where arithmetic would overflow.
  package static let largest = ByteCount(bytes: 1 << 50)

  /// Exact, as a scenario says it: `512Mi`. Bytes that no unit divides are spelled `n bytes`.
  package var text: String {
    for unit in SizeUnit.allCases.reversed() where bytes != 0 && bytes % (1 << unit.shift) == 0 {
      return "\(bytes >> unit.shift)\(unit.rawValue)"
    }
    return bytes == 0 ? "0\(SizeUnit.mebibytes.rawValue)" : "\(bytes) bytes"
  }

  /// For people: to the mebibyte, and below 16 of them exact.
  package var rounded: ByteCount {
    bytes < 16 << 20 ? self : .mebibytes((bytes + 1 << 19) >> 20)
  }
}

/// The greatest percentage: a hundred times the limit.
private let greatestPercentage = 10_000

private func readSize(_ word: Word, orPercentage: Bool, _ report: inout Report) -> Level? {
  guard let quantity = word.isString ? nil : Quantity(word.text[...]) else {
    report.add(notASize(word))
    return nil
  }
  if quantity.fraction == nil, orPercentage, quantity.unit == "%" {
    guard quantity.whole <= greatestPercentage else {
      report.add(tooLarge(word, largest: "\(greatestPercentage)%"))
      return nil
    }
    return .percent(quantity.whole)
  }
  guard quantity.fraction == nil, let unit = SizeUnit(rawValue: String(quantity.unit)) else {
    report.add(
      quantity.unit == "%" && quantity.fraction == nil
        ? percentageOfNothing(word) : misspeltSize(word, quantity))
    return nil
  }
  guard let size = ByteCount(quantity.whole, unit) else {
    report.add(tooLarge(word, largest: ByteCount.largest.text))
    return nil
  }
  return .size(size)
}

extension ByteCount {
  /// Nil where there is no such unit, or the amount is beyond ``largest``.
  init?(_ count: Int, unit: Substring) {
    guard let unit = SizeUnit(rawValue: String(unit)) else { return nil }
    self.init(count, unit)
  }

  fileprivate init?(_ count: Int, _ unit: SizeUnit) {
    guard count <= Self.largest.bytes >> unit.shift else { return nil }
    self.init(bytes: count << unit.shift)
  }
}

// MARK: - Messages

extension DiagnosticKind {
  static let sizes = [notASize, ambiguousSize, sizeTooLarge]

  static let notASize = DiagnosticKind(
    "not-a-size",
    explanation: "An amount of memory is a whole number with one of the units Ki, Mi, Gi and Ti.",
    example: .init(wrong: "memory { limit large }", mended: "memory { limit 512Mi }"))

  static let ambiguousSize = DiagnosticKind(
    "ambiguous-size",
    explanation: """
      Sizes have whole numbers and the units Ki, Mi, Gi and Ti. Other spellings mean different \
      things to different tools: to Kubernetes `512m` is half a byte and `512M` is 488.28Mi, while \
      stress-ng takes both for 512Mi.
      """,
    example: .init(wrong: "memory { limit 512MB }", mended: "memory { limit 512Mi }"))

  static let sizeTooLarge = DiagnosticKind(
    "size-too-large",
    explanation: "No machine has so much memory; it is likely that a digit or a unit is wrong.",
    example: .init(wrong: "memory { limit 9999999Ti }", mended: "memory { limit 512Mi }"))
}

private func notASize(_ word: Word) -> Diagnostic {
  Diagnostic(
    .notASize, "expected a size, found `\(word.text)`", at: word.span,
    label: "a size is a number with a unit, such as `512Mi`")
}

private func tooLarge(_ word: Word, largest: String) -> Diagnostic {
  Diagnostic(
    .sizeTooLarge, "`\(word.text)` is too large", at: word.span,
    label: "the largest is \(largest)")
}

private func percentageOfNothing(_ word: Word) -> Diagnostic {
  Diagnostic(
    .notASize, "expected a size, found the percentage `\(word.text)`", at: word.span,
    label: "percentages are of this very limit")
}

private func misspeltSize(_ word: Word, _ quantity: Quantity) -> Diagnostic {
  let mended = mendSize(quantity)
  return Diagnostic(
    .ambiguousSize, "`\(word.text)` is not how a size is written", at: word.span,
    label: mended.map { "expected `\($0)`" } ?? "expected a whole number with Ki, Mi, Gi or Ti",
    notes: readings(of: quantity, mended),
    help: mended.map { "write `\($0)`" }, fix: mended.map { .replace(word.span, with: $0) })
}

/// What the author most likely meant, where there is but one such thing.
func mendSize(_ quantity: Quantity) -> String? {
  if quantity.unit.isEmpty {
    guard quantity.fraction == nil else { return nil }
    let isBytes = quantity.whole >= 1 << 20 && quantity.whole % 1024 == 0
    guard quantity.whole <= ByteCount.largest.bytes else { return nil }
    return isBytes
      ? ByteCount(bytes: quantity.whole).text : "\(quantity.whole)\(SizeUnit.mebibytes.rawValue)"
  }
  guard let unit = SizeUnit(nearMiss: quantity.unit) else { return nil }
  guard let fraction = quantity.fraction else { return "\(quantity.whole)\(unit.rawValue)" }
  guard let value = Double("\(quantity.whole).\(fraction)"), value < 1024 * 1024 else { return nil }
  let bytes = value * Double(1 << min(unit.shift, 40))
  guard bytes.rounded() == bytes, bytes <= Double(ByteCount.largest.bytes), Int(bytes) % 1024 == 0
  else { return nil }
  return ByteCount(bytes: Int(bytes)).text
}

/// What the spelling is in bytes to those who accept it, where they disagree with what is meant.
private func readings(of quantity: Quantity, _ mended: String?) -> [String] {
  guard quantity.fraction == nil, let mended else { return [] }
  guard let unit = SizeUnit(nearMiss: quantity.unit) else {
    let meant = ByteCount(quantity.whole, .mebibytes)?.bytes ?? quantity.whole
    return quantity.whole == meant || !mended.hasPrefix("\(quantity.whole)")
      ? [] : ["as it stands it is \(quantity.whole) bytes; \(mended) is \(meant)"]
  }
  guard let binary = ByteCount(quantity.whole, unit)?.bytes else { return [] }
  let decimal = (1...unit.shift / 10).reduce(quantity.whole) { product, _ in product &* 1000 }
  switch String(quantity.unit) {
  case "m":
    return ["Kubernetes reads it as \(quantity.whole)/1000 bytes, stress-ng as \(binary)"]
  case "K", "M", "G", "T":
    return ["Kubernetes reads it as \(decimal) bytes, stress-ng as \(binary)"]
  case let unit where unit.count == 2 && ["b", "o"].contains(unit.dropFirst().lowercased()):
    // Bytes and octets, in powers of a thousand to most.
    return ["some would read it as \(decimal) bytes; \(mended) is \(binary)"]
  default: return []
  }
}
