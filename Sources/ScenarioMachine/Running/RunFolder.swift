/// The folder of a run: not there, or there with all its files.
package struct RunFolder: ~Copyable, Sendable {
  private let parent: Folder
  private let name: String

  /// Refuses a path at which there is something, before the run takes its time.
  package static func prepare(at path: String) throws(MachineError) -> RunFolder {
    var path = path[...]
    while path.hasSuffix("/"), path.count > 1 { path.removeLast() }
    let slash = path.lastIndex(of: "/")
    let name = String(slash.map { path[path.index(after: $0)...] } ?? path)
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let folder = RunFolder(parent: try .make(at: parent), name: name)
    guard !name.isEmpty, name != ".", name != "..", try folder.parent.status(of: name) == nil else {
      throw .refused("cannot make \(path): it is there already; choose another folder with -o")
    }
    return folder
  }

  private init(parent: consuming Folder, name: String) {
    self.parent = parent
    self.name = name
  }

  /// Writes the files in the staging folder beside the place, and puts them there in one step.
  package func write(_ files: [(name: String, text: String)]) throws(MachineError) {
    let staging = try Staging.take(in: parent)
    do {
      try staging.folder.makeFolder(name, mode: 0o755)
      let folder = try staging.folder.folder(name, path: parent.pathOf(name))
      for (name, text) in files {
        try folder.makeFile(name, mode: 0o644, bytes: Array(text.utf8))
      }
      try parent.take(name, from: staging.folder)
    } catch {
      // What cannot be cleared now the next run will clear.
      try? staging.leave(parent)
      throw error
    }
    try staging.leave(parent)
  }
}
