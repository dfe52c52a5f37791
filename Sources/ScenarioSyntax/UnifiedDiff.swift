/// What changes from one text to another, as `diff -u` says it and `patch -p0` takes it; empty
/// where nothing does.
package func unifiedDiff(
  from old: SourceText, to new: SourceText, style: Style = .plain
) -> String {
  if old.bytes == new.bytes { return "" }
  let changes = changes(from: lines(of: old), to: lines(of: new))
  let header = ["--- \(old.name)", "+++ \(new.name)"].map { style.paint($0, style.bold) + "\n" }
  return header.joined() + hunks(changes).map { $0.text(style) }.joined()
}

/// A line of either text, or of both.
private struct Change {
  enum Kind: String {
    case kept = " "
    case removed = "-"
    case added = "+"
  }

  let kind: Kind
  /// With its line end, if it has one.
  let line: ArraySlice<UInt8>
}

/// Changes near each other, with what stands around them.
private struct Hunk {
  static let context = 3

  /// How many lines of each text come before.
  let oldStart: Int
  let newStart: Int
  let changes: ArraySlice<Change>

  func text(_ style: Style) -> String {
    let old = range(oldStart, changes.count { $0.kind != .added })
    let new = range(newStart, changes.count { $0.kind != .removed })
    return style.paint("@@ -\(old) +\(new) @@", style.blue) + "\n"
      + changes.map { text(of: $0, style) }.joined()
  }

  private func range(_ start: Int, _ count: Int) -> String {
    // An empty range is named by the line before it.
    let first = count == 0 ? start : start + 1
    return count == 1 ? "\(first)" : "\(first),\(count)"
  }

  private func text(of change: Change, _ style: Style) -> String {
    let hasEnd = change.line.last == UInt8(ascii: "\n")
    let line = String(decoding: hasEnd ? change.line.dropLast() : change.line, as: UTF8.self)
    let ink =
      switch change.kind {
      case .kept: ""
      case .removed: style.red
      case .added: style.green
      }
    return style.paint(change.kind.rawValue + line, ink) + "\n"
      + (hasEnd ? "" : "\\ No newline at end of file\n")
  }
}

private func lines(of source: SourceText) -> [ArraySlice<UInt8>] {
  let starts = LineTable(of: source).starts
  let ends = starts.dropFirst() + [source.bytes.count]
  return zip(starts, ends).map { source.bytes[$0..<$1] }.filter { !$0.isEmpty }
}

private func changes(
  from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]
) -> [Change] {
  var removed: Set<Int> = []
  var added: Set<Int> = []
  for change in new.difference(from: old) {
    switch change {
    case .remove(let offset, _, _): removed.insert(offset)
    case .insert(let offset, _, _): added.insert(offset)
    }
  }
  var changes: [Change] = []
  var (oldLine, newLine) = (0, 0)
  while oldLine < old.count || newLine < new.count {
    if removed.contains(oldLine) {
      changes.append(Change(kind: .removed, line: old[oldLine]))
      oldLine += 1
    } else if added.contains(newLine) {
      changes.append(Change(kind: .added, line: new[newLine]))
      newLine += 1
    } else {
      changes.append(Change(kind: .kept, line: old[oldLine]))
      (oldLine, newLine) = (oldLine + 1, newLine + 1)
    }
  }
  return changes
}

private func hunks(_ changes: [Change]) -> [Hunk] {
  var ranges: [Range<Int>] = []
  for index in changes.indices where changes[index].kind != .kept {
    let start = max(index - Hunk.context, 0)
    let end = min(index + Hunk.context + 1, changes.count)
    if let last = ranges.last, start <= last.upperBound {
      ranges[ranges.count - 1] = last.lowerBound..<end
    } else {
      ranges.append(start..<end)
    }
  }
  var (done, oldStart, newStart) = (0, 0, 0)
  return ranges.map { range in
    for change in changes[done..<range.lowerBound] {
      oldStart += change.kind == .added ? 0 : 1
      newStart += change.kind == .removed ? 0 : 1
    }
    done = range.lowerBound
    return Hunk(oldStart: oldStart, newStart: newStart, changes: changes[range])
  }
}
