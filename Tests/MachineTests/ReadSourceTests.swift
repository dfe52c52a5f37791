import Foundation
import ScenarioMachine
import Testing

struct ReadSourceTests {
  private let scratch: Scratch
  private var file: String { scratch.path + "/a.scenario" }

  init() throws { scratch = try Scratch() }

  @Test(arguments: [0, 1, 65535, 65536, 65537, 200_000])
  func aFileOfAnyLength(_ length: Int) throws {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    #expect(try readSource(file) == bytes)
  }

  @Test func aPipe() throws {
    try #require(mkfifo(file, 0o600) == 0)
    Thread.detachNewThread { [file] in try? put("memory", in: file) }
    #expect(try readSource(file) == Array("memory".utf8))
  }

  /// In a process of its own, whose standard input can be replaced.
  @Test func standardInput() async throws {
    try put("memory", in: file)
    await #expect(processExitsWith: .success) { [file = file as String] in
      try #require(dup2(open(file, O_RDONLY), STDIN_FILENO) == STDIN_FILENO)
      #expect(try readSource("-") == Array("memory".utf8))
    }
  }

  @Test func aMissingFile() {
    #expect(message() == "cannot read \(file): No such file or directory")
  }

  @Test func aFolder() throws {
    try makeFolder(file)
    #expect(message() == "cannot read \(file): it is a folder, not a scenario")
  }

  @Test func aFileThatOneMayNotRead() async throws {
    try put("memory", in: file)
    try #require(chmod(file, 0) == 0)
    await #expect(processExitsWith: .success) { [file = file as String] in
      try becomeNobody()
      let error = #expect(throws: MachineError.self) { try readSource(file) }
      #expect(error?.description == "cannot read \(file): Permission denied")
    }
  }

  @Test(arguments: [0, 1])
  func theLargestFileAndOneLarger(_ excess: Int) throws {
    try put("", in: file)
    try #require(truncate(file, sourceLimit + excess) == 0)
    if excess == 0 {
      #expect(try readSource(file).count == sourceLimit)
    } else {
      #expect(message() == "\(file) is too large: more than 67108864 bytes")
    }
  }

  @Test func aDeviceThatNeverEnds() {
    let error = #expect(throws: MachineError.self) { try readSource("/dev/zero") }
    #expect(error?.description == "/dev/zero is too large: more than 67108864 bytes")
  }

  private func message() -> String? {
    #expect(throws: MachineError.self) { try readSource(file) }?.description
  }
}
