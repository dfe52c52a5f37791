import Foundation
import ScenarioMachine
import Testing

/// What wakes a watch; `CommandTests.WatchTests` try the rest of it.
struct WatchSourcesTests {
  /// With inotify, and as on systems that have none. In a process of its own, for a signal ends it.
  @Test(arguments: [false, true])
  func aChangeOfContentsWakesIt(_ isPolling: Bool) async throws {
    let scratch = try Scratch()
    let file = scratch.path + "/a.scenario"
    try put("a", in: file)
    await #expect(processExitsWith: .success) {
      [file = file as String, isPolling = isPolling as Bool] in
      alarm(30)
      var count = 0
      watchSources([file], except: nil, polling: isPolling) {
        count += 1
        if count == 1 { try? put("ab", in: file) } else { raise(SIGINT) }
        return []
      }
      #expect(count == 2)
    }
  }
}
