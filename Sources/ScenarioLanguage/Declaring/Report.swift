import ScenarioSyntax

/// What is found wrong on the way.
struct Report: Sendable {
  private(set) var diagnostics: [Diagnostic] = []
  /// Where the time zones of the source are looked up.
  let zones: ZoneDatabase
  private var placement: Span?

  init(zones: ZoneDatabase) {
    self.zones = zones
  }

  mutating func add(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Where a value was said: at its own span, or, for a default, where its owner is.
  func place(of span: Span) -> Span { placement ?? span }

  /// Reads something that does not stand in the source, as if it stood at `span`.
  mutating func placing<Value>(at span: Span, _ read: (inout Report) -> Value) -> Value {
    let outer = placement
    placement = placement ?? span
    defer { placement = outer }
    return read(&self)
  }
}
