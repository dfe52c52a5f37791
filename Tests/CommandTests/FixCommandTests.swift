import Foundation
import TestSupport
import Testing

@Suite struct FixCommandTests {
  private static let wrong = smallScenario.replacing("64Mi", with: "64MB")

  @Test func aFileIsMendedInPlace() throws {
    try withTemporaryFolder { folder in
      let file = try write(Self.wrong, in: folder)
      let fix = try Scenarioc.run(["fix", "a.scenario"], in: folder)
      #expect(fix.status == 0)
      #expect(fix.text == "fixed    a.scenario\n")
      #expect(fix.errors == "")
      #expect(try contents(of: folder) == ["a.scenario": File(mode: 0o640, text: smallScenario)])
      let date = try modified(file)
      let again = try Scenarioc.run(["fix", "a.scenario"], in: folder)
      #expect(again.status == 0)
      #expect(again.report == "")
      #expect(try modified(file) == date, "what is sound is not written")
    }
  }

  @Test func whatCannotBeMendedIsTold() throws {
    try withTemporaryFolder { folder in
      _ = try write(Self.wrong.replacing("every 1h", with: "every 45m"), in: folder)
      let fix = try Scenarioc.run(["fix", "a.scenario"], in: folder)
      #expect(fix.status == 1)
      #expect(fix.text == "fixed    a.scenario\n")
      #expect(fix.errors.hasPrefix("error[schedule-uneven]"))
      #expect(!fix.errors.contains("ambiguous-size"))
    }
  }

  @Test func aDiffWritesNothing() throws {
    try withTemporaryFolder { folder in
      _ = try write(Self.wrong, in: folder)
      let fix = try Scenarioc.run(["fix", "--diff", "a.scenario"], in: folder)
      #expect(fix.status == 0)
      #expect(
        fix.text == """
          --- a.scenario
          +++ a.scenario
          @@ -1,5 +1,5 @@
           scenario small {
               schedule every 1h
          -    memory { limit 64MB }
          +    memory { limit 64Mi }
               ramp { linear from 16Mi to 80Mi over 1m }
           }

          """)
      #expect(try contents(of: folder)["a.scenario"]?.text == Self.wrong)
    }
  }

  @Test func standardInputIsFiltered() throws {
    let fix = try Scenarioc.run(["fix", "-"], input: Self.wrong)
    #expect(fix.status == 0)
    #expect(fix.text == smallScenario)
    #expect(try Scenarioc.run(["fix", "-"], input: "x\n").text == "x\n")
  }

  private func write(_ text: String, in folder: URL) throws -> URL {
    let file = folder.appending(path: "a.scenario")
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    return file
  }

  private func modified(_ file: URL) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
  }
}
