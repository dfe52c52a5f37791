/// A source with the fixes of its diagnostics applied, again and again until there is nothing left
/// to mend. Mending the result once more changes nothing. `diagnose` gives all that is said of a
/// source.
///
/// What is wrong beyond measure is left as it is. No fix is taken that would leave more errors than there were. Of fixes that overlap the first is
/// taken; the next round sees what has become of the other. Where fixes only move mistakes about, the
/// result is the last source that had fewer than all before it. A file that is both very long and very
/// wrong is mended as far as ``largestWork`` goes, and further the next time.
package func mend(_ source: SourceText, diagnose: (SourceText) -> [Diagnostic]) -> SourceText {
  var mended = source
  var best: (source: SourceText, tally: Tally)?
  var (idleRounds, work) = (0, 0)
  while idleRounds < mostIdleRounds {
    work += mended.bytes.count
    let diagnostics = diagnose(mended)
    if diagnostics.contains(where: \.endsSearch) { return mended }
    let tally = Tally(diagnostics)
    if let last = best, last.tally <= tally {
      idleRounds += 1
    } else {
      (best, idleRounds) = ((mended, tally), 0)
    }
    let fixes = harmless(
      among: apart(diagnostics.compactMap(\.fix).filter(\.isLocal))[...], besides: ([], tally)
    ) { fixes in
      let candidate = mended.applying(fixes)
      work += candidate.bytes.count
      return work > largestWork ? nil : Tally(diagnose(candidate))
    }.fixes
    if fixes.isEmpty { return mended }
    mended = mended.applying(fixes)
  }
  return best?.source ?? source
}

/// A fix may reveal a mistake in the place of its own, but not so often in a row.
private let mostIdleRounds = 8
/// In bytes diagnosed: all that a file of some kilobytes could ever take, and some looks at one of a
/// megabyte.
private let largestWork = 4 << 20
/// So many fixes at once need not each prove its worth: together they shall leave no more errors.
private let manyFixes = 256

private struct Tally: Comparable {
  let all: Int
  let errors: Int

  init(_ diagnostics: [Diagnostic]) {
    all = diagnostics.count
    errors = diagnostics.count { $0.kind.severity == .error }
  }

  static func < (one: Tally, other: Tally) -> Bool {
    (one.errors, one.all) < (other.errors, other.all)
  }
}

/// The fixes accepted already, and those of the others that do no harm beside them.
///
/// All at once are taken if each mends what it should and nothing else comes up: the usual case, and
/// the quick one. Otherwise each half is looked at, down to the single fix, which may reveal another
/// mistake in the place of its own. Ends where there is no tally any more.
private func harmless(
  among fixes: ArraySlice<Fix>, besides accepted: (fixes: [Fix], tally: Tally),
  tally: ([Fix]) -> Tally?
) -> (fixes: [Fix], tally: Tally) {
  if fixes.isEmpty { return accepted }
  let all = accepted.fixes + fixes
  guard let after = tally(all) else { return accepted }
  let before = accepted.tally
  let isTrusted = fixes.count == 1 || fixes.count >= manyFixes
  if after.errors <= before.errors, isTrusted || after.all <= before.all - fixes.count {
    return (all, after)
  }
  if fixes.count == 1 { return accepted }
  let middle = fixes.startIndex + fixes.count / 2
  let first = harmless(among: fixes[..<middle], besides: accepted, tally: tally)
  return harmless(among: fixes[middle...], besides: first, tally: tally)
}

extension SourceText {
  /// - Precondition: no two of the fixes overlap.
  fileprivate func applying(_ fixes: [Fix]) -> SourceText {
    let edits = fixes.flatMap(\.edits).sorted { $0.span.start < $1.span.start }
    return SourceText(name: name, bytes: Fix(edits).applied(to: bytes))
  }
}

/// The fixes that can be applied together: each that overlaps none before it.
private func apart(_ fixes: [Fix]) -> [Fix] {
  var taken = IntervalSet()
  return fixes.filter { fix in
    guard fix.edits.allSatisfy({ taken.isFree($0.span) }) else { return false }
    for edit in fix.edits { taken.insert(edit.span) }
    return true
  }
}

/// Spans that touch at most at their ends; of empty ones, one at each place.
private struct IntervalSet {
  /// By their starts.
  private var spans: [Span] = []

  func isFree(_ span: Span) -> Bool {
    let index = position(of: span.start)
    let isFreeBefore = index == 0 || spans[index - 1].end <= span.start
    let isFreeAfter = index == spans.count || span.end <= spans[index].start
    return isFreeBefore && isFreeAfter
      && !(index < spans.count && spans[index].start == span.start)
  }

  mutating func insert(_ span: Span) {
    spans.insert(span, at: position(of: span.start))
  }

  /// Of the first span that starts there or later.
  private func position(of start: Int) -> Int {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].start < start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
