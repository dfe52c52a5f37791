/// A line of the output, its blanks yet to be set.
struct Line {
  let indentation: ArraySlice<UInt8>
  /// At least one.
  let pieces: ArraySlice<Piece>
  let followsBlankLine: Bool
}

/// Each line four blanks deeper for each block around it.
func indentedLines(_ pieces: [Piece]) -> [Line] {
  var depth = 0
  return lines(pieces) { line in
    defer {
      for piece in line {
        if piece.kind == .openBrace { depth += 1 }
        if piece.kind == .closeBrace { depth -= 1 }
      }
    }
    return Line.indentation(depth: line.first?.kind == .closeBrace ? depth - 1 : depth)
  }
}

/// Each line indented as it is in the source, to the byte.
func linesAsWritten(_ pieces: [Piece], in source: SourceText) -> [Line] {
  lines(pieces) { line in
    let before = source.bytes[..<(line.first?.span.start ?? 0)]
    return before[((before.lastIndex { !isWhiteSpace($0) } ?? -1) + 1)...]
  }
}

extension Line {
  /// Deeper blocks are no further indented: the parser refuses them, and without a bound a long
  /// chain of them would make an endless file.
  static func indentation(depth: Int) -> ArraySlice<UInt8> {
    blanks[..<(min(depth, deepestBlock) * 4)]
  }

  private static let blanks = [UInt8](repeating: UInt8(ascii: " "), count: deepestBlock * 4)
}

private func lines(
  _ pieces: [Piece], indentation: (ArraySlice<Piece>) -> ArraySlice<UInt8>
) -> [Line] {
  var lines: [Line] = []
  var start = 0
  while start < pieces.count {
    let end = pieces[(start + 1)...].firstIndex { $0.lineBreak != .none } ?? pieces.count
    let line = pieces[start..<end]
    let followsBlankLine =
      pieces[start].lineBreak == .blankLine && pieces[start].kind != .closeBrace
      && !(lines.last?.pieces.last { $0.kind != .comment }?.kind == .openBrace)
    lines.append(
      Line(
        indentation: indentation(line), pieces: line,
        followsBlankLine: followsBlankLine && start > 0))
    start = end
  }
  return lines
}
