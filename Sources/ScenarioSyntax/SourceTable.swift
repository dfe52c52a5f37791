/// The sources that diagnostics speak of, and their lines: the one that is compiled, and those that
/// it uses.
package struct SourceTable: Sendable {
  /// By their numbers.
  private let sources: [(source: SourceText, lines: LineTable)]

  /// - Precondition: the numbers of the sources are 0, 1, … in this order.
  package init(of source: SourceText, using used: [SourceText] = []) {
    sources = ([source] + used).map { ($0, LineTable(of: $0)) }
  }

  /// The one that is compiled.
  package var main: SourceText { sources[0].source }

  package subscript(span: Span) -> SourceText { sources[span.source].source }

  subscript(number: Int) -> (source: SourceText, lines: LineTable) { sources[number] }

  package func range(_ span: Span) -> (start: LineTable.Position, end: LineTable.Position) {
    let (source, lines) = sources[span.source]
    return (lines.position(of: span.start, in: source), lines.position(of: span.end, in: source))
  }

  /// Counted from 0.
  func line(of span: Span) -> Int { sources[span.source].lines.line(of: span.start) }
}
