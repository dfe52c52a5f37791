extension CronExpression {
  /// The expression that fires every `interval`, from midnight on; nil where cron cannot say that:
  /// it counts whole minutes, and begins anew each hour and each day.
  package init?(every interval: TimeSpan) {
    guard interval.milliseconds % 60_000 == 0 else { return nil }
    let minutes = interval.milliseconds / 60_000
    switch minutes {
    case 1..<60 where 60 % minutes == 0:
      self.init(minutes: stride(from: 0, to: 60, by: minutes), hours: nil)
    case 60...1440 where 1440 % minutes == 0 && minutes % 60 == 0:
      self.init(
        minutes: stride(from: 0, to: 1, by: 1), hours: stride(from: 0, to: 24, by: minutes / 60))
    default: return nil
    }
  }

  private init(minutes: StrideTo<Int>, hours: StrideTo<Int>?) {
    self.init(
      minutes: CronField(.minute, values: minutes),
      hours: hours.map { CronField(.hour, values: $0) } ?? .any(.hour),
      daysOfMonth: .any(.dayOfMonth), months: .any(.month), daysOfWeek: .any(.dayOfWeek))
  }

  /// The intervals that cron can say, in ascending order.
  package static let intervals: [TimeSpan] = (1...1440).map(TimeSpan.minutes).filter {
    CronExpression(every: $0) != nil
  }
}
