/// The candidate that a word is most likely a misspelling of, if any is near enough: one edit in
/// three letters, a swap of neighbours being one edit (optimal string alignment distance).
package func nearest(to word: String, among candidates: [String]) -> String? {
  let word = Array(word.lowercased().unicodeScalars.prefix(64))
  let near = candidates.compactMap { candidate -> (String, Int)? in
    let letters = Array(candidate.lowercased().unicodeScalars)
    let most = mostEdits(of: candidate)
    // An edit makes a word longer or shorter by one letter at the most.
    guard abs(letters.count - word.count) <= most else { return nil }
    let distance = distance(word, letters)
    return distance <= most ? (candidate, distance) : nil
  }
  return near.min { $0.1 < $1.1 }?.0
}

/// How far a misspelling may be from the candidate.
func mostEdits(of candidate: String) -> Int { max(1, (candidate.count + 1) / 3) }

/// The candidate that a word begins with, as `restartPolicy` with `restart`. A number in the rest would
/// mean something by itself.
func beginning(of word: String, among candidates: [String]) -> String? {
  let word = word.prefix(64).lowercased()
  guard !word.utf8.contains(where: \.isDigit) else { return nil }
  return candidates.first { $0.utf8.count >= 4 && word.hasPrefix($0) }
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
