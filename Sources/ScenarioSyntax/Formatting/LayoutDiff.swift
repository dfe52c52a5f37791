/// What formatting changes in a source, as a unified diff; empty where nothing.
///
/// Both texts are the same but for white space. So their lines are matched by how much else stands
/// in them, which finds what belongs together exactly and in one pass.
package func layoutDiff(of source: SourceText, formatted: [UInt8]) -> [UInt8] {
  let diff = UnifiedDiff(from: source.bytes, to: formatted)
  return diff.render(layoutChanges(from: diff.old, to: diff.new), name: source.name)
}

private func layoutChanges(
  from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]
) -> [UnifiedDiff.Change] {
  var changes: [UnifiedDiff.Change] = []
  var (start, newStart) = (0, 0)
  while start < old.count || newStart < new.count {
    let equal = zip(old[start...], new[newStart...]).prefix { $0 == $1 }.count
    let end = matchingEnd(of: old, from: start + equal, and: new, from: newStart + equal)
    if equal == 0, let last = changes.popLast() {
      changes.append(.init(old: last.old.lowerBound..<end.old, new: last.new.lowerBound..<end.new))
    } else {
      changes.append(.init(old: start + equal..<end.old, new: newStart + equal..<end.new))
    }
    (start, newStart) = end
  }
  return changes.filter { !$0.old.isEmpty || !$0.new.isEmpty }
}

/// Where both texts have next said the same: at least one line further, unless they end.
private func matchingEnd(
  of old: [ArraySlice<UInt8>], from start: Int, and new: [ArraySlice<UInt8>], from newStart: Int
) -> (old: Int, new: Int) {
  var (end, newEnd) = (start, newStart)
  // How much more the old lines say than the new ones.
  var surplus = 0
  repeat {
    if end < old.count, surplus <= 0 {
      surplus += ink(of: old[end])
      end += 1
    } else if newEnd < new.count {
      surplus -= ink(of: new[newEnd])
      newEnd += 1
    } else {
      break
    }
  } while surplus != 0
  // A line of blanks becomes an empty one.
  if newEnd == newStart, newEnd < new.count, ink(of: new[newEnd]) == 0 { newEnd += 1 }
  return (end, newEnd)
}

/// How many bytes of a line are neither white space nor the source's byte order mark.
private func ink(of line: ArraySlice<UInt8>) -> Int {
  let isMarked = line.startIndex == 0 && line.starts(with: SourceText.byteOrderMark)
  let text = isMarked ? line.dropFirst(SourceText.byteOrderMark.count) : line
  return text.count { !isWhiteSpace($0) && $0 != UInt8(ascii: "\n") }
}
