/// What changes from one source to another, as a unified diff; empty where nothing does.
package func unifiedDiff(from old: SourceText, to new: SourceText) -> [UInt8] {
  let diff = UnifiedDiff(from: old.bytes, to: new.bytes)
  return diff.render(diff.fewestChanges, name: old.name)
}

/// What changed from one text to another, by lines, as `diff -u` shows it and patch(1) reads it.
struct UnifiedDiff {
  let old: [ArraySlice<UInt8>]
  let new: [ArraySlice<UInt8>]

  /// Lines that take the place of others.
  struct Change {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// Lines shown before and after a change.
  private static let context = 3
  private static let mostCompared = 4_000

  init(from old: [UInt8], to new: [UInt8]) {
    self.old = lines(of: old)
    self.new = lines(of: new)
  }

  /// The changes are in order; between them, and before and after, the texts are equal.
  func render(_ changes: [Change], name: String) -> [UInt8] {
    var output = changes.isEmpty ? [] : Array("--- \(name)\n+++ \(name)\n".utf8)
    var rest = changes[...]
    while let first = rest.first {
      let count = zip(rest, rest.dropFirst()).prefix { change, next in
        next.old.lowerBound - change.old.upperBound <= 2 * Self.context
      }.count
      let hunk = rest.prefix(count + 1)
      append(hunk, from: first, to: hunk[hunk.endIndex - 1], &output)
      rest = rest[hunk.endIndex...]
    }
    return output
  }

  /// Found by comparing all lines between the first that differs and the last, which takes long
  /// where very many do: then they are one change.
  fileprivate var fewestChanges: [Change] {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
    let oldRange = start..<old.count - end
    let newRange = start..<new.count - end
    guard oldRange.count + newRange.count <= Self.mostCompared else {
      return [Change(old: oldRange, new: newRange)]
    }
    var (removed, added): (Set<Int>, Set<Int>) = ([], [])
    for change in new[newRange].difference(from: old[oldRange]) {
      switch change {
      case .remove(let line, _, _): removed.insert(start + line)
      case .insert(let line, _, _): added.insert(start + line)
      }
    }
    var changes: [Change] = []
    var (line, newLine) = (0, 0)
    while line < old.count || newLine < new.count {
      let start = (line, newLine)
      while removed.contains(line) { line += 1 }
      while added.contains(newLine) { newLine += 1 }
      if start == (line, newLine) {
        (line, newLine) = (line + 1, newLine + 1)
      } else {
        changes.append(Change(old: start.0..<line, new: start.1..<newLine))
      }
    }
    return changes
  }

  private func append(
    _ hunk: ArraySlice<Change>, from first: Change, to last: Change, _ output: inout [UInt8]
  ) {
    let before = min(Self.context, first.old.lowerBound)
    let after = min(Self.context, old.count - last.old.upperBound)
    let oldLines = first.old.lowerBound - before..<last.old.upperBound + after
    let newLines = first.new.lowerBound - before..<last.new.upperBound + after
    output += "@@ -\(place(of: oldLines)) +\(place(of: newLines)) @@\n".utf8
    var position = oldLines.lowerBound
    for change in hunk {
      append(old[position..<change.old.lowerBound], sign: " ", &output)
      append(old[change.old], sign: "-", &output)
      append(new[change.new], sign: "+", &output)
      position = change.old.upperBound
    }
    append(old[position..<oldLines.upperBound], sign: " ", &output)
  }

  private func append(
    _ lines: ArraySlice<ArraySlice<UInt8>>, sign: Unicode.Scalar, _ output: inout [UInt8]
  ) {
    for line in lines {
      output.append(UInt8(ascii: sign))
      output += line
      if line.last != UInt8(ascii: "\n") { output += "\n\\ No newline at end of file\n".utf8 }
    }
  }

  /// Of no lines, the one before them; counted from 1.
  private func place(of lines: Range<Int>) -> String {
    "\(lines.isEmpty ? lines.lowerBound : lines.lowerBound + 1),\(lines.count)"
  }
}

/// Each with its line end, if it has one.
private func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
  var lines: [ArraySlice<UInt8>] = []
  var start = 0
  while start < bytes.count {
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    lines.append(bytes[start..<end])
    start = end
  }
  return lines
}
