/// The candidate that a word is most likely a misspelling of, if any is near enough: one edit in
/// three letters, a swap of neighbours being one edit (optimal string alignment distance).
package func nearest(to word: String, among candidates: [String]) -> String? {
  let word = Array(word.lowercased().unicodeScalars.prefix(64))
  let near = candidates.map { ($0, distance(word, Array($0.lowercased().unicodeScalars))) }
    .filter { $0.1 <= max(1, ($0.0.count + 1) / 3) }
  return near.min { $0.1 < $1.1 }?.0
}

private func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var row = [i + 1]
    for (j, b) in right.enumerated() {
      var best = min(last[j] + (a == b ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a == right[j - 1], left[i - 1] == b {
        best = min(best, beforeLast[j - 1] + 1)
      }
      row.append(best)
    }
    (beforeLast, last) = (last, row)
  }
  return last[right.count]
}
