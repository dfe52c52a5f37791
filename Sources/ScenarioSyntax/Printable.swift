/// A text that comes from a source or a file's name, fit to be shown: what moves the cursor or turns
/// the direction of writing is U+FFFD, so that it forges no line and paints no terminal. What is
/// longer than anybody reads is cut.
package func printable(_ text: String) -> String {
  let scalars = text.unicodeScalars
  let isShort = text.utf8.count <= longestText
  if isShort, scalars.allSatisfy({ printable($0) == $0 }) { return text }
  let shown = String(String.UnicodeScalarView(scalars.prefix(longestText).map(printable)))
  return isShort || scalars.dropFirst(longestText).isEmpty ? shown : shown + "…"
}

/// In scalars; messages that hold no words of the source stay far below.
private let longestText = 1_000

/// Tabs take one column, so that carets stand where they should.
func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  if 0x20..<0x7F ~= scalar.value { return scalar }
  switch scalar.properties.generalCategory {
  case .control where scalar == "\t": return " "
  case .control, .format, .lineSeparator, .paragraphSeparator: return "\u{FFFD}"
  default: return scalar
  }
}
