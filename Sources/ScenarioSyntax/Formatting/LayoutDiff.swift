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
  var (oldEnd, newEnd) = (0, 0)
  while oldEnd < old.count || newEnd < new.count {
    if oldEnd < old.count, newEnd < new.count, old[oldEnd] == new[newEnd] {
      oldEnd += 1
      newEnd += 1
      continue
    }
    let (oldStart, newStart) = (oldEnd, newEnd)
    /// How much more the old lines say than the new ones, so far.
    var surplus = 0
    repeat {
      if oldEnd < old.count, surplus <= 0 {
        surplus += ink(of: old[oldEnd])
        oldEnd += 1
      } else if newEnd < new.count {
        surplus -= ink(of: new[newEnd])
        newEnd += 1
      } else {
        break
      }
    } while surplus != 0
    // A line of blanks becomes an empty one.
    if newEnd == newStart, newEnd < new.count, ink(of: new[newEnd]) == 0 { newEnd += 1 }
    if let last = changes.last, last.old.upperBound == oldStart, last.new.upperBound == newStart {
      changes[changes.count - 1].old = last.old.lowerBound..<oldEnd
      changes[changes.count - 1].new = last.new.lowerBound..<newEnd
    } else {
      changes.append(.init(old: oldStart..<oldEnd, new: newStart..<newEnd))
    }
  }
  return changes
}

/// How many bytes of a line are neither white space nor the source's byte order mark.
private func ink(of line: ArraySlice<UInt8>) -> Int {
  let isMarked = line.startIndex == 0 && line.starts(with: SourceText.byteOrderMark)
  let text = isMarked ? line.dropFirst(SourceText.byteOrderMark.count) : line
  return text.count { !isWhiteSpace($0) && $0 != UInt8(ascii: "\n") }
}
