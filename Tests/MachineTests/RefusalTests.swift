import Foundation
import ScenarioBackends
import ScenarioMachine
import Testing

struct RefusalTests {
  @Test func aFileInThePlaceOfTheBundle() throws {
    try refuses("OUT/leak is not a folder; remove it, or choose another folder with -o") { out in
      try put("mine", in: out + "/leak")
    }
  }

  @Test func aLinkInThePlaceOfTheBundle() throws {
    try refuses("OUT/leak is a link; remove it, or choose another folder with -o") { out in
      _ = try build(sampleBundle("1", name: "real"), to: out)
      try link(out + "/leak", to: "real")
    }
  }

  @Test func aDanglingLinkInThePlaceOfTheBundle() throws {
    try refuses("OUT/leak is a link; remove it, or choose another folder with -o") { out in
      try link(out + "/leak", to: "nowhere")
    }
  }

  @Test(arguments: ["", "/notes.txt"])
  func aFolderWithoutAManifest(_ file: String) throws {
    try refuses(
      "OUT/leak was not made by scenarioc (it has no bundle.json); "
        + "choose another folder with -o, or remove it"
    ) { out in
      try makeFolder(out + "/leak")
      if !file.isEmpty { try put("mine", in: out + "/leak" + file) }
    }
  }

  @Test(arguments: [
    "", "[]", #"{"compiler":{"name":"other","version":"1"},"files":[]}"#,
    #"{"compiler":{"name":"scenarioc"},"files":[]}"# + String(repeating: " ", count: 2 << 20),
  ])
  func aFolderWithTheManifestOfAnother(_ manifest: String) throws {
    try refuses(
      "OUT/leak was not made by scenarioc (its bundle.json is another's); "
        + "choose another folder with -o, or remove it"
    ) { out in
      try makeFolder(out + "/leak")
      try put(manifest, in: out + "/leak/bundle.json")
    }
  }

  @Test(arguments: ["notes.txt", "kubernetes/mine.yaml"])
  func aFileThatSomeonePutInTheBundle(_ path: String) throws {
    try refuses(
      "OUT/leak/\(path) was not made by scenarioc, and would be lost; "
        + "move it away, or choose another folder with -o"
    ) { out in
      _ = try build(sampleBundle("1"), to: out)
      try put("mine", in: out + "/leak/" + path)
    }
  }

  @Test(arguments: ["Dockerfile", "kubernetes", "kubernetes/base"])
  func aLinkThatSomeonePutInTheBundle(_ path: String) throws {
    try refuses(
      "OUT/leak/\(path) is a link, and would be lost; "
        + "move it away, or choose another folder with -o"
    ) { out in
      _ = try build(sampleBundle("1"), to: out)
      let inside = out + "/leak/" + path
      try FileManager.default.moveItem(atPath: inside, toPath: out + "/moved")
      try link(inside, to: out + "/moved")
    }
  }

  @Test func aStagingFolderThatSomeoneElseMade() throws {
    try refuses(
      "OUT/.scenarioc was not made by scenarioc; remove it, or choose another folder with -o"
    ) { out in
      try makeFolder(out + "/.scenarioc")
      try put("mine", in: out + "/.scenarioc/notes.txt")
    }
  }

  @Test func aStagingFolderThatIsALink() throws {
    try refuses("OUT/.scenarioc is a link; remove it, or choose another folder with -o") { out in
      try makeFolder(out + "/elsewhere")
      try link(out + "/.scenarioc", to: "elsewhere")
    }
  }

  @Test(arguments: [
    "", "/", "..", "../leak", "a/../../b", "/etc/passwd", "a//b", "a/", "./a", "a/.", "a\0b",
    "..\u{2F}\u{301}/../b",
  ])
  func aPathThatIsNotMadeOfPlainNames(_ path: String) throws {
    let bundle = sampleBundle("2", extra: [Artifact(path: path, text: "")])
    try refuses("cannot write leak/\(path): each part of a path must be a plain name", bundle) {
      try makeFolder($0)
    }
  }

  @Test(arguments: ["", ".", "..", "../leak", "a/b", "/tmp", ".scenarioc", ".lock", "a\0b"])
  func aBundleWhoseNameIsNotPlain(_ name: String) throws {
    let bundle = sampleBundle("2", name: name)
    try refuses("cannot write \(name): each part of a path must be a plain name", bundle) {
      try makeFolder($0)
    }
  }

  @Test func anOutputFolderThatIsAFile() throws {
    let scratch = try Scratch()
    try put("mine", in: scratch.out)
    let error = #expect(throws: MachineError.self) {
      try build(sampleBundle("1"), to: scratch.out)
    }
    #expect(error?.description == "cannot open \(scratch.out): Not a directory")
  }

  /// Prepares an output folder, and expects that writing into it changes nothing.
  private func refuses(
    _ message: String, _ bundle: ScenarioBackends.Bundle = sampleBundle("2"),
    sourceLocation: SourceLocation = #_sourceLocation, _ prepare: (String) throws -> Void
  ) throws {
    let scratch = try Scratch()
    try makeFolder(scratch.out)
    try prepare(scratch.out)
    let before = try snapshot(scratch.path)
    let error = #expect(throws: MachineError.self, sourceLocation: sourceLocation) {
      try build(bundle, to: scratch.out)
    }
    let expected = message.replacingOccurrences(of: "OUT", with: scratch.out)
    #expect(error?.description == expected, sourceLocation: sourceLocation)
    #expect(try snapshot(scratch.path) == before, sourceLocation: sourceLocation)
  }
}
