import Foundation
import TestSupport
import Testing

@testable import ScenarioLanguage

/// What no compiler checks: the walls between the rooms, and that each thing stands in one place.
@Suite struct TidyTests {
  /// The rooms from the bottom up, and what each may import of the others.
  private static let walls: [(room: String, imports: Set<String>)] = [
    ("ScenarioDocuments", []),
    ("ScenarioSyntax", []),
    ("ScenarioLanguage", ["ScenarioDocuments", "ScenarioSyntax"]),
    ("ScenarioReports", ["ScenarioDocuments", "ScenarioLanguage", "ScenarioSyntax"]),
    ("ScenarioPlanning", ["ScenarioSyntax", "ScenarioLanguage"]),
    (
      "ScenarioBackends",
      [
        "ScenarioDocuments", "ScenarioSyntax", "ScenarioLanguage", "ScenarioPlanning", "CYAML",
        "Crypto",
      ]
    ),
    (
      "ScenarioMachine",
      ["ScenarioLanguage", "ScenarioPlanning", "ScenarioBackends", "CLinux"]
    ),
  ]

  @Test func roomsImportOnlyWhatLiesBelow() throws {
    for (room, allowed) in Self.walls {
      let sources = try swiftFiles(below: Project.root.appending(path: "Sources/\(room)"))
      #expect(!sources.isEmpty, "\(room)")
      for (path, text) in sources {
        let imports = text.matches(of: #/(?m)^ *(?:@testable |package )?import (\w+)/#).map {
          String($0.1)
        }
        let system: Set = [
          "Darwin", "Glibc", "Musl", "Synchronization", "FoundationEssentials", "Foundation",
        ]
        let pure = !["ScenarioLanguage", "ScenarioMachine"].contains(room)
        #expect(Set(imports).subtracting(pure ? [] : system).isSubset(of: allowed), "\(path)")
      }
    }
  }

  /// FoundationEssentials stands in for it where there is none; nothing else may.
  @Test func noSourceImportsAllOfFoundation() throws {
    for (path, text) in try swiftFiles(below: Project.root.appending(path: "Sources")) {
      let bare = text.replacing("#else\n  import Foundation\n#endif", with: "")
      #expect(!bare.contains(#/import Foundation\n/#), "\(path)")
    }
  }

  @Test func nothingIsPublic() throws {
    for (path, text) in try swiftFiles(below: Project.root.appending(path: "Sources")) {
      #expect(!text.contains(#/(?m)^ *(public|open) /#), "\(path)")
    }
  }

  /// The parser knows no word of the language: the table spells each, and nothing else does. It
  /// stands in three files: that of a file's statements, of the properties, and of the ramp's phases.
  @Test func eachWordIsSpelledOnce() throws {
    let rooms = ["ScenarioSyntax", "ScenarioLanguage", "ScenarioPlanning"]
    let sources = try rooms.flatMap {
      try swiftFiles(below: Project.root.appending(path: "Sources/\($0)"))
    }
    let words = file.description.words
    #expect(words.count > 15)
    // A sign stands for much else in our sources, too.
    for word in words where word != "=" {
      let spelling = sources.filter { code(of: $0.text).contains("\"\(word)\"") }.map(\.path)
      let isTable = Set(spelling).isSubset(of: [
        "Statements.swift", "Properties.swift", "Ramps.swift",
      ])
      #expect(spelling.count <= 1 || isTable, "`\(word)` is spelled in \(spelling)")
    }
  }

  @Test func theShellScriptsOfTheProjectAreLinted() throws {
    let scripts = [
      "Tests/setup.sh", "Tests/sanitize.sh", "Fuzzing/fuzz.sh",
      "Tests/KernelTests/boot.sh", "Tests/KernelTests/container.sh",
      "Tests/KernelTests/init.sh", "Tests/ContainerTests/base.sh", "Tests/ContainerTests/store.sh",
      ".ci/run", "Sources/ScenarioMachine/Running/enter.sh",
      "Sources/ScenarioMachine/Running/podman.sh",
      "Sources/ScenarioMachine/Running/podman_build.sh", "Benches/Speed/peers/kustomize.sh",
    ].map {
      Project.root.appending(path: $0).path
    }
    let lint = try Tool("shellcheck").run(scripts)
    #expect(lint.status == 0, "\(lint.report)")
  }

  private func swiftFiles(below folder: URL) throws -> [(path: String, text: String)] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }
      .map { ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) }
  }

  private func code(of text: String) -> String {
    // A key of JSON that we write is no word of the language.
    text.replacing(#/(?m)^ *\/\/.*$/#, with: "").replacing(#/"\w+":/#, with: "")
  }
}

extension BlockDescription {
  /// The names and the fixed words of all forms, in this block and below.
  fileprivate var words: Set<String> {
    entries.reduce(into: []) { words, entry in
      words.insert(entry.name)
      for form in entry.forms {
        for case .keyword(let word) in form.parts { words.insert(word) }
        words.formUnion(form.block?.words ?? [])
      }
    }
  }
}
