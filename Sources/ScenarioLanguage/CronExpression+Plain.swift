extension CronExpression {
  /// The expression that fires every `interval`, from midnight on; nil where cron cannot say that:
  /// it counts whole minutes, and begins anew each hour and each day.
  package init?(every interval: TimeSpan) {
    guard interval.milliseconds % 60_000 == 0 else { return nil }
    let minutes = interval.milliseconds / 60_000
    switch minutes {
    case 1..<60 where 60 % minutes == 0:
      self.init(minutes: Array(stride(from: 0, to: 60, by: minutes)))
    case 60...1440 where 1440 % minutes == 0 && minutes % 60 == 0:
      self.init(minutes: [0], hours: Array(stride(from: 0, to: 24, by: minutes / 60)))
    default: return nil
    }
  }

  /// Fires each hour at that minute.
  package init(hourlyAt minute: Int) {
    self.init(minutes: [minute])
  }

  /// Fires at that time of day, on the given days of the week (Sunday is 0).
  package init(at time: TimeOfDay, on weekdays: ClosedRange<Int> = 0...6) {
    self.init(minutes: [time.minute], hours: [time.hour], weekdays: Array(weekdays))
  }

  private init(minutes: [Int], hours: [Int] = Array(0...23), weekdays: [Int] = Array(0...6)) {
    self.init(
      minutes: CronField(.minute, values: minutes), hours: CronField(.hour, values: hours),
      daysOfMonth: .any(.dayOfMonth), months: .any(.month),
      daysOfWeek: CronField(.dayOfWeek, values: weekdays))
  }

  /// The intervals that cron can say, in ascending order.
  package static let intervals: [TimeSpan] = (1...1440).map(TimeSpan.minutes).filter {
    CronExpression(every: $0) != nil
  }
}
