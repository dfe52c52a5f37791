/// One thing that is wrong, or worth knowing, about a source: where, why, and what to do. Its texts
/// are ``printable(_:)``, whatever the source is.
package struct Diagnostic: Sendable {
  package let kind: DiagnosticKind
  /// What is wrong, in lower case and without a full stop.
  package let message: String
  package let span: Span
  /// What stands under the carets; makes sense alone, as an editor shows it.
  package let label: String
  /// Other places that show the why.
  package let related: [Label]
  /// Context: facts that help to understand.
  package let notes: [String]
  /// An action, in words.
  package let help: String?
  /// The same action as edits; only where there is exactly one obvious mend.
  package let fix: Fix?

  package struct Label: Sendable {
    package let span: Span
    package let text: String

    package init(_ text: String, at span: Span) {
      self.span = span
      self.text = printable(text)
    }
  }

  package init(
    _ kind: DiagnosticKind, _ message: String, at span: Span, label: String,
    related: [Label] = [], notes: [String] = [], help: String? = nil, fix: Fix? = nil
  ) {
    self.kind = kind
    self.message = printable(message)
    self.span = span
    self.label = printable(label)
    self.related = related
    self.notes = notes.map(printable)
    self.help = help.map(printable)
    self.fix = fix
  }
}

extension Diagnostic {
  /// The same at another place; where it was becomes a related one.
  package func moved(to place: Span, label: String, from related: String) -> Diagnostic {
    Diagnostic(
      kind, message, at: place, label: label, related: [Label(related, at: span)] + self.related,
      notes: notes, help: help, fix: fix)
  }

  /// The same with more to say, and perhaps without its fix.
  package func adding(
    _ labels: [Label], notes more: [String] = [], keepingFix: Bool = true
  ) -> Diagnostic {
    Diagnostic(
      kind, message, at: span, label: label, related: related + labels, notes: notes + more,
      help: help, fix: keepingFix ? fix : nil)
  }
}

/// A sort of diagnostic, with a stable id: the same mistake has the same id for ever.
package struct DiagnosticKind: Sendable {
  package enum Severity: String, Sendable {
    /// No bundle is made.
    case error
    /// The bundle is made, and probably not what was meant.
    case warning
  }

  package let id: String
  package let severity: Severity
  /// Why this is wrong and what to do, in a sentence or three.
  package let explanation: String
  package let example: Example

  /// A line or a few of a scenario that have this problem and no other, and their mend.
  package struct Example: Sendable {
    package enum Place: Sendable {
      case anywhere
      case machineWithoutTimeZones
    }

    /// As bytes, for not every source is text.
    package let wrong: [UInt8]
    package let mended: String
    /// Where the wrong lines are wrong.
    package let place: Place

    package init(wrong: [UInt8], mended: String, place: Place = .anywhere) {
      self.wrong = wrong
      self.mended = mended
      self.place = place
    }

    package init(wrong: String, mended: String, place: Place = .anywhere) {
      self.init(wrong: Array(wrong.utf8), mended: mended, place: place)
    }
  }

  package init(
    _ id: String, severity: Severity = .error, explanation: String, example: Example
  ) {
    self.id = id
    self.severity = severity
    self.explanation = explanation
    self.example = example
  }
}

/// Edits that mend a source, in the order of the source and apart from each other.
package struct Fix: Sendable {
  package struct Edit: Sendable {
    package let span: Span
    package let replacement: String

    package init(span: Span, replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  package let edits: [Edit]

  package init(_ edits: [Edit]) {
    self.edits = edits
  }

  package static func replace(_ span: Span, with text: String) -> Fix {
    Fix([Edit(span: span, replacement: text)])
  }

  /// `place` is an empty span.
  package static func insert(_ text: String, at place: Span) -> Fix {
    replace(place, with: text)
  }

  /// Whether it is the compiled source alone that it changes.
  package var isLocal: Bool { edits.allSatisfy { $0.span.source == 0 } }

  package static func remove(_ span: Span) -> Fix {
    replace(span, with: "")
  }

  package func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for edit in edits {
      result += bytes[position..<edit.span.start]
      result += edit.replacement.utf8
      position = edit.span.end
    }
    return result + bytes[position...]
  }
}
