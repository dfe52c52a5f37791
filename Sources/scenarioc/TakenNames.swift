import ScenarioLanguage
import ScenarioSyntax

/// The names that scenarios of a run have taken, and where: a second one is told both places.
///
/// Of each name a hash is kept, of 64 bits with a random seed, so that a fleet costs little memory:
/// among 100,000 names two that differ have one hash once in a thousand million runs.
struct TakenNames {
  let clash: NameClash
  private var places: [Int: Place] = [:]

  private struct Place {
    let source: UInt32
    let line: UInt32
  }

  init(_ clash: NameClash) {
    self.clash = clash
  }

  /// Takes the names of a source, whose number among all is `source`, and tells those that another
  /// has; `path` gives the name of a source by its number. That one source repeats a name, the
  /// checker tells.
  mutating func take(
    _ claims: [NameClaim], of source: Int, path: (Int) -> String
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for claim in claims {
      let place = Place(source: UInt32(source), line: UInt32(claim.line))
      let key = key(of: claim)
      guard let first = places[key] else {
        places[key] = place
        continue
      }
      if first.source == place.source { continue }
      let shown = "\(path(Int(first.source))):\(first.line)"
      diagnostics.append(taken(claim.name, at: shown, as: clash))
    }
    return diagnostics
  }

  private func key(of claim: NameClaim) -> Int {
    var hasher = Hasher()
    hasher.combine(claim.name.value)
    switch clash {
    case .sameObjects: hasher.combine(claim.namespace)
    case .sameFolder: break
    }
    return hasher.finalize()
  }
}

/// A scenario's wish to be the only one of its name.
struct NameClaim: Sendable {
  let name: Located<String>
  let namespace: String
  /// Counted from 1.
  let line: Int
}

extension Compilation {
  /// In the order of the source.
  var claims: [NameClaim] {
    var (line, offset) = (1, 0)
    return scenarios.map { scenario in
      let start = scenario.name.span.start
      if start < offset { (line, offset) = (1, 0) }
      line += source.bytes[offset..<start].count { $0 == UInt8(ascii: "\n") }
      offset = start
      return NameClaim(name: scenario.name, namespace: scenario.namespace.value, line: line)
    }
  }
}
