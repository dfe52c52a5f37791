package import ScenarioLanguage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension SourceLibrary {
  /// The files of this machine. The names of sources are paths from the working folder, or whole.
  package static let system = SourceLibrary(below: "")

  /// The same where names are seen from another folder, given with its final `/`.
  package init(below folder: String) {
    self.init(
      identity: { realPath(folder + $0) ?? $0 },
      read: { path, user, first in
        do throws(MachineError) {
          return try readUsed(path, by: user, first: first, in: folder)
        } catch .system(_, _, let code) {
          return .unreadable(String(cString: strerror(code)))
        } catch {
          return .unreadable("\(error)")
        }
      })
  }
}

extension Surroundings {
  /// The same for one run, in which a file that many use is read once.
  package func remembering() -> Surroundings {
    Surroundings(zones: zones, library: library.remembering(), now: now)
  }
}

extension SourceLibrary {
  fileprivate func remembering() -> SourceLibrary {
    let memory = Memory()
    return SourceLibrary(identity: identity) { path, user, first in
      // What a path means depends on these folders alone.
      let key = [path, folderOf(user), folderOf(first)]
      if let answer = memory[key] { return answer }
      let answer = read(path, user, first)
      memory[key] = answer
      return answer
    }
  }

  private final class Memory: Sendable {
    private let answers = Monitor<[[String]: Answer]>([:])

    subscript(key: [String]) -> Answer? {
      get { answers.withLock { $0[key] } }
      set { answers.withLock { $0[key] = newValue } }
    }
  }
}

private func readUsed(
  _ path: String, by user: String, first: String, in folder: String
) throws(MachineError) -> SourceLibrary.Answer {
  let own = try folderPath(folder + folderOf(first))
  let project = projectFolder(above: own)
  let isInside = { (path: String) in path.hasPrefix(project == "/" ? "/" : project + "/") }
  let name = joined(folderOf(user), path)
  // What lies outside is not even looked for; and a link inside may lead out, too.
  let asWritten = joined(try folderPath(folder + folderOf(user)), path)
  guard !path.hasPrefix("/"), isInside(asWritten) else { return .outside }
  guard let target = realPath(folder + name) else {
    throw .system(action: "read", path: name, code: errno)
  }
  guard isInside(target) else { return .outside }
  let file = try OpenFile.openWithoutWaiting(target)
  guard try file.status().kind == .file else { return .unreadable("not a regular file") }
  let bytes = try file.readAll(limit: sourceLimit)
  return .file(name: name, bytes: bytes, identity: target)
}

/// The nearest folder, from this one up, that has a `.git` (a folder, or in a worktree a file); this
/// one, if none has.
private func projectFolder(above folder: String) -> String {
  var candidate = folder[...]
  while true {
    var status = stat()
    if stat("\(candidate)/.git", &status) == 0 {
      return candidate.isEmpty ? "/" : String(candidate)
    }
    guard let end = candidate.lastIndex(of: "/") else { return folder }
    candidate = candidate[..<end]
  }
}

/// Without links; that of no name is the working folder.
private func folderPath(_ folder: String) throws(MachineError) -> String {
  guard let path = realPath(folder.isEmpty ? "." : folder) else {
    throw .system(action: "read", path: folder, code: errno)
  }
  return path
}

/// What comes before the last `/`, with it.
private func folderOf(_ path: String) -> String {
  path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
}

/// A path from a folder, without the `.` and `..` that can be left out of what messages show.
private func joined(_ folder: String, _ path: String) -> String {
  var parts: [Substring] = folder.split(separator: "/")
  for part in path.split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != "..", last != "." {
      parts.removeLast()
    } else {
      parts.append(part)
    }
  }
  return (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
}

/// The path that is left when all links have been followed; nil, and `errno`, where there is none.
private func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
