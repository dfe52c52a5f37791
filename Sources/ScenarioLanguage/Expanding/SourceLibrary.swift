/// Where the files come from that others use. The language does no I/O: who calls it gives it the
/// machine's files.
package struct SourceLibrary: Sendable {
  package enum Answer: Sendable {
    /// Under the name by which messages show it.
    case file(name: String, bytes: [UInt8], identity: String)
    /// It lies outside the project.
    case outside
    /// Why it cannot be read, in a few words.
    case unreadable(String)
  }

  /// Tells a file from all others, however it is called; by the name of a source.
  package let identity: @Sendable (_ name: String) -> String
  /// Reads the file at a path that the source named `user` says. `first` is the name of the one that
  /// is compiled, by which the project is known.
  package let read: @Sendable (_ path: String, _ user: String, _ first: String) -> Answer

  package init(
    identity: @escaping @Sendable (_ name: String) -> String,
    read: @escaping @Sendable (_ path: String, _ user: String, _ first: String) -> Answer
  ) {
    self.identity = identity
    self.read = read
  }

  /// A library without any file.
  package static let empty = SourceLibrary(
    identity: { $0 }, read: { _, _, _ in .unreadable("there are no other files") })
}
