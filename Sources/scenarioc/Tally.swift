import ScenarioSyntax

/// What a run over sources comes to.
struct Tally {
  /// The worst end of all.
  private(set) var exit = Exit.clean
  /// The names of the other files that the sources use.
  private(set) var used: Set<String> = []
  private var files = 0
  private var unread = 0
  /// Nil where nothing is compiled.
  private var compiled: (scenarios: Int, errors: Int, warnings: Int)?
  /// What else there is to count, in its order.
  private var others: [(name: String, count: Int)] = []

  mutating func addFile() { files += 1 }

  mutating func add(_ compilation: Compilation) {
    compiled = compiled ?? (0, 0, 0)
    compiled?.scenarios += compilation.scenarios.count
    compiled?.errors += compilation.count(.error)
    compiled?.warnings += compilation.count(.warning)
    for source in compilation.used { used.insert(source.name) }
    worsen(to: compilation.exit)
  }

  mutating func addUnread() {
    unread += 1
    worsen(to: .machine)
  }

  /// Counts something under a name, such as `changed`; with 0, so that it is told in this place.
  mutating func count(_ name: String, _ count: Int = 1) {
    if let index = others.firstIndex(where: { $0.name == name }) {
      others[index].count += count
    } else {
      others.append((name, count))
    }
  }

  mutating func worsen(to exit: Exit) {
    self.exit = max(self.exit, exit)
  }

  /// Whether there is more than what a person has in view anyway.
  var isOfMany: Bool { files + unread > 1 }

  /// `12 files, 14 scenarios: 2 errors, 1 warning, 3 made`
  var sentence: String {
    var subjects = [amount(files, "file")]
    var results: [String] = []
    if let compiled {
      subjects.append(amount(compiled.scenarios, "scenario"))
      results.append(compiled.errors == 0 ? "no errors" : amount(compiled.errors, "error"))
      if compiled.warnings > 0 { results.append(amount(compiled.warnings, "warning")) }
    }
    let some = others.filter { $0.count > 0 }
    results += (some.isEmpty && results.isEmpty ? others : some).map { "\($0.count) \($0.name)" }
    if unread > 0 { results.append("\(unread) not read") }
    return subjects.joined(separator: ", ") + ": " + results.joined(separator: ", ")
  }
}

private func amount(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

extension Tally {
  /// Ends the command, with a summary for people where there is more than one file.
  func end(summing isSumming: Bool = true) throws {
    if isSumming, isOfMany { print(sentence, to: .error) }
    try exit.end()
  }
}
