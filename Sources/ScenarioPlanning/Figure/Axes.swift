import ScenarioLanguage

/// Where things lie in a picture, in units of 1/96 inch at its own size.
struct Frame {
  static let width = 720
  static let height = 360
  static let left = 68
  static let right = 692
  static let top = 34
  static let bottom = 288

  let span: TimeSpan
  let top: ByteCount

  func x(_ time: TimeSpan) -> String {
    let length = Self.right - Self.left
    return Self.number(Self.left * 10 + length * 10 * time.milliseconds / max(span.milliseconds, 1))
  }

  /// The same in whole units.
  func column(_ time: TimeSpan) -> Int {
    Self.left + (Self.right - Self.left) * time.milliseconds / max(span.milliseconds, 1)
  }

  func y(_ level: ByteCount) -> String {
    let height = Self.bottom - Self.top
    let share = Double(level.bytes) / Double(max(top.bytes, 1))
    return Self.number(Self.bottom * 10 - Int((Double(height * 10) * share).rounded()))
  }

  /// So many tenths, as short as can be.
  private static func number(_ tenths: Int) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}

/// The level: round numbers of a binary unit, some four to eight of them.
struct LevelAxis {
  let top: ByteCount
  let ticks: [ByteCount]

  init(top: ByteCount) {
    var step = 1
    while top.bytes / step > 8 { step *= 2 }
    self.top = top
    ticks = stride(from: 0, through: top.bytes, by: step).map(ByteCount.init)
  }
}

/// The time, at round numbers of a clock or a calendar, no more than nine of them.
struct TimeAxis {
  let ticks: [(time: TimeSpan, text: String)]
  let title: String

  /// On a clock where a schedule has one, else since the start of the container.
  init(of timeline: Timeline) {
    guard timeline.scenario.schedule.value.cron != nil else {
      self.init(span: timeline.span, title: "time since the container's first start")
      return
    }
    let zone = timeline.scenario.schedule.value.zone
    let step = Self.step(for: timeline.span)
    // The clock may be put forward or back meanwhile: each label tells what it shows.
    let shown = zone.wallTime(at: timeline.origin).seconds
    let past = shown - shown / step.wholeSeconds * step.wholeSeconds
    let first = TimeSpan.seconds(past == 0 ? 0 : step.wholeSeconds - past)
    let ticks = Self.multiples(of: step, from: first, until: timeline.span).map { time in
      (time, Self.label(timeline.clock(at: time), step: step))
    }
    self.init(ticks: ticks, title: "time on the clock (\(zone.name))")
  }

  /// From nothing.
  init(span: TimeSpan, title: String) {
    let times = Self.multiples(of: Self.step(for: span), from: .zero, until: span)
    self.init(ticks: times.map { ($0, $0.text) }, title: title)
  }

  private init(ticks: [(time: TimeSpan, text: String)], title: String) {
    self.ticks = ticks
    self.title = title
  }

  private static func step(for span: TimeSpan) -> TimeSpan {
    steps.first { span.milliseconds / $0.milliseconds <= 8 } ?? .longest
  }

  private static func multiples(
    of step: TimeSpan, from first: TimeSpan, until end: TimeSpan
  ) -> [TimeSpan] {
    stride(from: first.milliseconds, through: end.milliseconds, by: step.milliseconds)
      .map(TimeSpan.init)
  }

  private static func label(_ clock: String, step: TimeSpan) -> String {
    if step >= .minutes(1_440) { return String(clock.prefix(10)) }
    return String(step < .minutes(1) ? clock.suffix(8) : clock.suffix(8).prefix(5))
  }

  private static let steps: [TimeSpan] =
    [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200]
    .map(TimeSpan.seconds) + [1, 2, 7, 14, 28, 56].map { .minutes(1_440 * $0) }
}

extension TimeSpan {
  fileprivate var wholeSeconds: Int { milliseconds / 1_000 }
}

extension Curve {
  /// The points that a straight line through them is the curve, to the eye, up to a time; two at
  /// one time where it jumps.
  func corners(until end: TimeSpan) -> [(time: TimeSpan, level: ByteCount)] {
    var corners: [(time: TimeSpan, level: ByteCount)] = []
    for segment in segments where segment.start <= end {
      let last = min(segment.end, end)
      let pieces =
        switch segment.course {
        case .linear: 1
        case .exponential: 16
        }
      for piece in 0...pieces {
        let elapsed = (last.milliseconds - segment.start.milliseconds) * piece / pieces
        let time = segment.start + TimeSpan(milliseconds: elapsed)
        let level = piece == 0 ? segment.from : segment.level(at: time)
        corners.append((time, level))
      }
    }
    return corners
  }
}
