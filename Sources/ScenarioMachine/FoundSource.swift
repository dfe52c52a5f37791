/// What a command line names: a source to read, or why there is none.
package enum FoundSource: Equatable, Sendable {
  case file(String)
  case failure(MachineError)
}

/// How the names of scenarios end, by which they are known in a folder.
package let sourceSuffix = ".scenario"

/// The sources that paths name, each once, in the order of the paths: a file as it is, whatever its
/// name; for a folder all scenarios in it and below it, in the order of their names' bytes.
///
/// In folders no link is followed, so no search leaves them or goes in circles, and hidden names
/// are passed over. A folder without scenarios is a failure, and so is one that cannot be read.
package func findSources(_ paths: [String]) -> [FoundSource] {
  var search = SourceSearch()
  for path in paths { search.add(path) }
  guard paths.count > 1 else { return search.found }
  var known: Set<String> = []
  return search.found.filter { source in
    guard case .file(let path) = source else { return true }
    return known.insert(plain(path)).inserted
  }
}

/// A walk through folders, with what it comes by.
struct SourceSearch {
  private(set) var found: [FoundSource] = []
  private let skipped: FileStatus.Identity?
  private let visit: (String) -> Void

  /// Leaves one folder out, such as that of the bundles; visits each other before looking through it.
  init(
    except skipped: FileStatus.Identity? = nil,
    visiting visit: @escaping (String) -> Void = { _ in }
  ) {
    self.skipped = skipped
    self.visit = visit
  }

  mutating func add(_ path: String) {
    guard path != "-", FileStatus(at: path)?.kind == .folder else {
      return found.append(.file(path))
    }
    let count = found.count
    do throws(MachineError) {
      try walk(try Folder.open(at: path), prefix: prefix(of: path))
      if found.count == count { throw withoutScenarios(path) }
    } catch {
      found.append(.failure(error))
    }
  }

  private mutating func walk(_ folder: borrowing Folder, prefix: String) throws(MachineError) {
    if let skipped, try folder.identity() == skipped { return }
    visit(prefix.isEmpty ? "." : prefix)
    let entries = try folder.entries().filter { !$0.name.utf8.starts(with: ".".utf8) }
    for entry in entries.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      let path = prefix + entry.name
      do throws(MachineError) {
        switch try folder.kind(of: entry) {
        case .folder: try walk(try folder.folder(entry.name, path: path), prefix: path + "/")
        case .file: if isSource(entry.name) { found.append(.file(path)) }
        case .link, .other, nil: break
        }
      } catch {
        found.append(.failure(error))
      }
    }
  }
}

/// Whether a name in a folder is that of a scenario.
func isSource(_ name: String) -> Bool {
  name.utf8.count > sourceSuffix.utf8.count
    && name.utf8.suffix(sourceSuffix.utf8.count)
      .elementsEqual(sourceSuffix.utf8)
}

/// What stands before the names in a folder: nothing for the one that we are in.
private func prefix(of folder: String) -> String {
  folder == "." || folder == "./" ? "" : folder.hasSuffix("/") ? folder : folder + "/"
}

/// The path without what makes no difference.
private func plain(_ path: String) -> String {
  let parts = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  return path.hasPrefix("/") ? "/" + parts : parts
}

private func withoutScenarios(_ path: String) -> MachineError {
  .refused("there is no scenario in \(path): no file in it or below it ends in \(sourceSuffix)")
}
