import ScenarioMachine
import Synchronization

/// How far a long work has come, told on a terminal in one line that changes.
struct Progress {
  private let count: Int
  private let noun: String
  private let clock = RunClock()
  private var done = 0
  private var nextTime = Self.patience

  /// In seconds: what is over sooner needs no telling.
  private static let patience = 0.5
  private static let interval = 0.1

  init(of count: Int, _ noun: String) {
    self.count = count
    self.noun = noun
  }

  mutating func advance() {
    done += 1
    let now = clock.now
    guard done < count, now >= nextTime else { return }
    nextTime = now + Self.interval
    StatusLine.show("\(done) of \(count) \(noun)")
  }
}

/// The last line of a terminal, as long as it only tells how far things have come.
enum StatusLine {
  private static let isShown = Mutex(false)

  static func show(_ text: String) {
    guard Stream.error.isSmart else { return }
    hide()
    print(Array(text.utf8), to: .error)
    isShown.withLock { $0 = true }
  }

  /// Makes room for what shall stay.
  static func hide() {
    let wasShown = isShown.withLock { shown in
      defer { shown = false }
      return shown
    }
    if wasShown { print(Array("\r\u{1B}[K".utf8), to: .error) }
  }
}
