/// Where zones come from. The language does no I/O: who calls it gives it the machine's tzdata.
package struct ZoneDatabase: Sendable {
  package enum Answer: Sendable {
    case zone(Zone)
    /// tzdata has none of that name.
    case unknown
    /// There is no tzdata, or it is damaged: why, in a sentence.
    case unavailable(String)
  }

  private let listNames: @Sendable () -> [String]
  private let load: @Sendable (String) -> Answer

  /// `load` is not asked for UTC.
  package init(
    names: @escaping @Sendable () -> [String], load: @escaping @Sendable (String) -> Answer
  ) {
    listNames = names
    self.load = load
  }

  /// A database of UTC alone.
  package static let utcOnly = ZoneDatabase(names: { [] }, load: { _ in .unknown })

  /// The zones that there are, UTC always among them.
  package var names: [String] { Zone.utcNames.union(listNames()).sorted() }

  package func zone(named name: String) -> Answer {
    Zone.utcNames.contains(name) ? .zone(.utc) : load(name)
  }

  /// The name that was most likely meant: differently spelled, or without its region.
  package func suggestion(for name: String) -> String? {
    let spelled = name.lowercased().map { $0 == " " ? "_" : $0 }
    let names = names
    return names.first { $0.lowercased() == String(spelled) }
      ?? names.first { $0.lowercased().hasSuffix("/" + String(spelled)) }
      ?? nearest(to: String(spelled), among: names)
  }
}
