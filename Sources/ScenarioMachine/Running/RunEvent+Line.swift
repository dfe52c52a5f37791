import ScenarioPlanning

extension RunEvent {
  /// An event as the stress script writes it, `{"event":"step",…}`; nil for any other line.
  init?(_ line: String, at seconds: Double) {
    let opening = "{\"event\":\""
    guard line.hasPrefix(opening), line.hasSuffix("}") else { return nil }
    let rest = line.dropFirst(opening.count).dropLast()
    guard let quote = rest.firstIndex(of: "\""), let kind = Kind(rawValue: String(rest[..<quote]))
    else { return nil }
    let details = rest[quote...].dropFirst().drop { $0 == "," }
    self.init(kind, at: seconds, details: String(details))
  }
}
