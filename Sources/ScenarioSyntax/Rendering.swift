/// Shows diagnostics to people: message, place, the lines of the source with carets, and what to do.
package struct Renderer: Sendable {
  private let sources: SourceTable
  private let style: Style

  package init(of source: SourceText, colored: Bool) {
    self.init(of: SourceTable(of: source), colored: colored)
  }

  package init(of sources: SourceTable, colored: Bool) {
    self.sources = sources
    style = colored ? .colored : .plain
  }

  /// Ends with a line end. The last line tells, if wanted, where more is said about the kind.
  package func render(_ diagnostic: Diagnostic, pointingToExplanation: Bool = false) -> String {
    let excerpts = excerpts(of: diagnostic)
    let changes = diagnostic.fix.map(changes) ?? []
    let numbers = excerpts.map(\.line) + changes.map(\.line)
    let gutter = Gutter(width: String((numbers.max() ?? 0) + 1).count, style: style)

    var output = headline(of: diagnostic) + "\n"
    output += gutter.arrow + " " + place(of: diagnostic) + "\n"
    output += gutter.empty() + "\n"
    var shown = diagnostic.span.source
    for excerpt in excerpts {
      if excerpt.source != shown {
        output +=
          gutter.empty() + "\n" + gutter.turn + " " + place(of: excerpt.labels[0].label.span) + "\n"
        shown = excerpt.source
      }
      output += show(excerpt, gutter, severity: diagnostic.kind.severity)
    }
    for note in diagnostic.notes { output += gutter.remark("note", note) + "\n" }
    if let help = diagnostic.help { output += gutter.remark("help", help) + "\n" }
    if !changes.isEmpty {
      output += gutter.empty() + "\n"
      var changed = diagnostic.span.source
      for change in changes {
        if change.source != changed { output += gutter.turn + " " + change.place + "\n" }
        changed = change.source
        output += show(change, gutter)
      }
    }
    if pointingToExplanation {
      output += gutter.remark("explain", "scenarioc explain \(diagnostic.kind.id)") + "\n"
    }
    return output
  }

  /// `file:line:column`, which terminals and editors turn into a link.
  package func place(of diagnostic: Diagnostic) -> String { place(of: diagnostic.span) }

  private func place(of span: Span) -> String {
    let position = sources.range(span).start
    return "\(printable(sources[span].name)):\(position.line):\(position.column)"
  }

  private func headline(of diagnostic: Diagnostic) -> String {
    let kind = diagnostic.kind
    let title = style.paint("\(kind.severity.rawValue)[\(kind.id)]", style.ink(kind.severity))
    return title + style.paint(": \(diagnostic.message)", style.bold)
  }
}

// MARK: - Excerpts

extension Renderer {
  /// A line of the source, with what is said about it.
  private struct Excerpt {
    let source: Int
    let line: Int
    var labels: [(label: Diagnostic.Label, isPrimary: Bool)]
  }

  private func excerpts(of diagnostic: Diagnostic) -> [Excerpt] {
    let primary = Diagnostic.Label(diagnostic.label, at: diagnostic.span)
    let labels = [(primary, true)] + diagnostic.related.map { ($0, false) }
    let bySource = Dictionary(grouping: labels) { $0.0.span.source }
    // What is wrong comes first, wherever it stands.
    let order = bySource.keys.sorted {
      ($0 == diagnostic.span.source ? 0 : 1, $0) < ($1 == diagnostic.span.source ? 0 : 1, $1)
    }
    return order.flatMap { source -> [Excerpt] in
      let labels = bySource[source] ?? []
      let byLine = Dictionary(grouping: labels) { sources.line(of: $0.0.span) }
      return byLine.sorted { $0.key < $1.key }.map { line, labels in
        Excerpt(source: source, line: line, labels: labels.map { (label: $0.0, isPrimary: $0.1) })
      }
    }
  }

  private func show(
    _ excerpt: Excerpt, _ gutter: Gutter, severity: DiagnosticKind.Severity
  ) -> String {
    let (source, lines) = sources[excerpt.source]
    let line = lines.span(
      ofLine: excerpt.line, near: excerpt.labels[0].label.span.start, in: source)
    let window = Window(line: source[line], showing: columns(of: excerpt.labels[0].label, in: line))
    var output = gutter.numbered(excerpt.line + 1, window.text) + "\n"
    for (label, isPrimary) in excerpt.labels {
      let columns = columns(of: label, in: line)
      let underline = window.underline(columns, with: isPrimary ? "^" : "-")
      let ink = isPrimary ? style.ink(severity) : style.blue
      output += gutter.empty(
        underline.indent + style.paint(underline.marks + " " + label.text, ink))
      output += "\n"
    }
    return output
  }

  /// Where a label lies in a part of its first line, in scalars from 0.
  private func columns(of label: Diagnostic.Label, in line: Span) -> Range<Int> {
    let start = min(max(label.span.start, line.start), line.end)
    let end = min(max(label.span.end, start), line.end)
    let source = sources[line]
    let before = source[Span(line.start, start)].unicodeScalars.count
    let within = source[Span(start, end)].unicodeScalars.count
    return before..<before + max(within, 1)
  }
}

/// As much of a line as fits on a screen, around the columns that matter.
private struct Window {
  let text: String
  private let first: Int
  private let indentShift: Int

  /// In scalars.
  private static let width = 120
  private static let context = 40

  init(line: String, showing columns: Range<Int>) {
    let scalars = Array(line.unicodeScalars)
    guard scalars.count > Self.width else {
      (text, first, indentShift) = (string(scalars[...]), 0, 0)
      return
    }
    first = min(max(columns.lowerBound - Self.context, 0), scalars.count)
    let last = min(first + Self.width, scalars.count)
    indentShift = first > 0 ? 1 : 0
    text =
      (first > 0 ? "…" : "") + string(scalars[first..<last])
      + (last < scalars.count ? "…" : "")
  }

  func underline(_ columns: Range<Int>, with mark: String) -> (indent: String, marks: String) {
    let start = max(columns.lowerBound - first, 0) + indentShift
    let room = max(Self.width + indentShift - start, 1)
    let count = min(columns.count, room)
    return (String(repeating: " ", count: start), String(repeating: mark, count: count))
  }
}

private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
  String(String.UnicodeScalarView(scalars.map(printable)))
}

// MARK: - The fix, as lines before and after

extension Renderer {
  private struct Change {
    let source: Int
    let place: String
    let line: Int
    let before: String
    /// Nil where the line goes.
    let after: String?
    /// Where the first edit begins, in scalars from 0.
    let column: Int
  }

  /// The lines that the edits touch; edits on one line are shown together.
  private func changes(of fix: Fix) -> [Change] {
    struct Key: Hashable {
      let source: Int
      let line: Int
    }
    let byLine = Dictionary(grouping: fix.edits) {
      Key(source: $0.span.source, line: sources.line(of: $0.span))
    }
    return byLine.sorted { ($0.key.source, $0.key.line) < ($1.key.source, $1.key.line) }.map {
      key, edits in
      let (source, lines) = sources[key.source]
      let (line, place) = (key.line, place(of: edits[0].span))
      let span = lines.span(ofLine: line, near: edits[0].span.start, in: source)
      let edits = edits.filter { $0.span.start <= span.end }
      let column = source[Span(span.start, edits[0].span.start)].unicodeScalars.count
      if edits.contains(where: { $0.span.start == span.start && $0.span.end > span.end }) {
        return Change(
          source: key.source, place: place, line: line, before: source[span], after: nil,
          column: column)
      }
      let moved = edits.map { edit in
        Fix.Edit(
          span: Span(edit.span.start - span.start, min(edit.span.end, span.end) - span.start),
          replacement: edit.replacement)
      }
      let after = Fix(moved).applied(to: Array(source.bytes[span.start..<span.end]))
      return Change(
        source: key.source, place: place, line: line, before: source[span],
        after: String(decoding: after, as: UTF8.self), column: column)
    }
  }

  private func show(_ change: Change, _ gutter: Gutter) -> String {
    func excerpt(_ line: Substring) -> String {
      Window(line: String(line), showing: change.column..<change.column + 1).text
    }
    let removed = gutter.change(change.line + 1, "-", excerpt(change.before[...]), style.red) + "\n"
    guard let after = change.after else { return removed }
    let added = after.split(separator: "\n", omittingEmptySubsequences: false)
    return removed
      + added.enumerated().map { offset, text in
        gutter.change(change.line + 1 + offset, "+", excerpt(text), style.green) + "\n"
      }.joined()
  }
}

// MARK: - The margin and the colours

private struct Gutter {
  let width: Int
  let style: Style

  private var blank: String { String(repeating: " ", count: width) }

  var arrow: String { blank + style.paint("-->", style.blue) }
  /// To another file.
  var turn: String { blank + style.paint(":::", style.blue) }

  func empty(_ text: String = "") -> String {
    blank + " " + style.paint("|", style.blue) + (text.isEmpty ? "" : " " + text)
  }

  func numbered(_ line: Int, _ text: String) -> String {
    number(line) + " " + style.paint("|", style.blue) + (text.isEmpty ? "" : " " + text)
  }

  func remark(_ title: String, _ text: String) -> String {
    blank + " " + style.paint("=", style.blue) + " " + style.paint("\(title):", style.bold)
      + " " + text
  }

  func change(_ line: Int, _ sign: String, _ text: String, _ ink: String) -> String {
    number(line) + " " + style.paint(sign + " " + text, ink)
  }

  private func number(_ line: Int) -> String {
    let digits = String(line)
    let padding = String(repeating: " ", count: max(width - digits.count, 0))
    return style.paint(padding + digits, style.blue)
  }
}
