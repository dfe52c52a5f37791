/// Which program reads the expression: they differ where the clock is moved.
package enum CronReader: CaseIterable, Sendable {
  /// busybox crond compares each minute of UTC, as the local clock shows it, with the fields: a
  /// skipped time does not fire, and a doubled one fires twice (`flag_starting_jobs` in crond.c).
  case busybox
  /// Kubernetes uses robfig/cron v3.0.1, of which the same holds, "jobs scheduled during
  /// daylight-savings leap-ahead transitions will not be run" (doc.go), with two oddities of its
  /// search. East of Greenwich, a day whose midnight is skipped does not fire at all if the
  /// expression restricts days; and on the day of a change of half an hour its steps of a whole one
  /// go from half hour to half hour, so that of a later hour the first half may not fire.
  case kubernetes
  /// supercronic reckons with times on the wall and leaves it to Go's `time.Date` to find each
  /// moment: a skipped time fires, moved by the length of the gap, and a doubled one fires once.
  ///
  /// West of Greenwich that is the plan, not what happens: supercronic finds a moment in the past
  /// there, and spins until the gap is over (aptible/supercronic#86).
  case supercronic
}
