/// Verdicts, counted.
struct Tally {
  let title: String
  private(set) var total = 0
  private(set) var another = 0
  private(set) var same = 0
  private(set) var missed = 0
  private(set) var caught = 0
  private(set) var onLine = 0
  private(set) var alone = 0
  private(set) var mended = 0
  private(set) var restored = 0

  init(_ title: String, of verdicts: [Verdict]) {
    self.title = title
    for verdict in verdicts { count(verdict) }
  }

  private mutating func count(_ verdict: Verdict) {
    total += 1
    switch verdict.outcome {
    case .sameMeaning: same += 1
    case .anotherScenario: another += 1
    case .missed: missed += 1
    case .caught:
      caught += 1
      onLine += verdict.isOnLine ? 1 : 0
      alone += verdict.errors.count == 1 ? 1 : 0
      mended += verdict.isMended ? 1 : 0
      restored += verdict.isRestored ? 1 : 0
    }
  }

  /// Of those that are no other scenario, per cent.
  var caughtShare: Double { share(caught + same, of: total - another) }
  /// Of those with an error, per cent, like the others below.
  var onLineShare: Double { share(onLine, of: caught) }
  var aloneShare: Double { share(alone, of: caught) }
  var mendedShare: Double { share(mended, of: caught) }
  var restoredShare: Double { share(restored, of: caught) }

  private func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 100 : Double(part) / Double(whole) * 100
  }
}

extension Tally {
  /// The counts by kind and subject, one line each, with the total at the end.
  static func table(of verdicts: [Verdict]) -> String {
    var rows = [
      [
        "mutation", "all", "another scenario", "same", "missed", "caught %", "right line %",
        "one error %", "mended %", "restored %",
      ]
    ]
    for kind in Mutation.Kind.allCases {
      for subject in Mutation.Subject.allCases {
        let part = verdicts.filter { $0.mutation.kind == kind && $0.mutation.subject == subject }
        if part.isEmpty { continue }
        rows.append(Tally("\(subject.rawValue) \(kind.rawValue)", of: part).row)
      }
    }
    rows.append(Tally("all", of: verdicts).row)
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + blanks : blanks + cell.0
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private var row: [String] {
    [title] + [total, another, same, missed].map { "\($0)" }
      + [caughtShare, onLineShare, aloneShare, mendedShare, restoredShare].map { share in
        "\((share * 10).rounded(.down) / 10)"
      }
  }
}
