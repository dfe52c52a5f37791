package import Foundation

/// The project's own folders, as the tests see them.
package enum Project {
  package static let root = URL(filePath: #filePath).appending(path: "../../..").standardized
  package static let scenarios = root.appending(path: "scenarios")
  package static let fixtures = root.appending(path: "Tests/Fixtures")

  /// Whether the expected outputs are to be written anew instead of compared (`make bless`).
  package static let isBlessing = ProcessInfo.processInfo.environment["BLESS"] == "1"

  /// The files of a folder with an extension, sorted by name.
  package static func files(in folder: URL, extension suffix: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == suffix }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}

/// The generator of the tests' random cases: the same in each run (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
