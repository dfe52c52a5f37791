extension Scenario {
  /// The same scenario with a ramp that runs so many times as fast, for trials. What is expected
  /// of it keeps pace; the schedule, and the kubelet's waits, do not.
  package func accelerated(by factor: Int) -> Scenario {
    Scenario(
      name: name, about: about, namespace: namespace, labels: labels, schedule: schedule,
      overlap: overlap, restart: restart, memory: memory, cpu: cpu,
      curve: curve.accelerated(by: factor),
      expectation: expectation?.map { $0.accelerated(by: factor) }, image: image,
      replicas: replicas, nodes: nodes, allowances: allowances)
  }
}

extension Curve {
  /// Each segment keeps at least a millisecond: none may vanish, or a peak could go with it.
  func accelerated(by factor: Int) -> Curve {
    var start = TimeSpan.zero
    return Curve(
      segments: segments.map { segment in
        let end = max(segment.end.milliseconds / factor, start.milliseconds + 1)
        defer { start = TimeSpan(milliseconds: end) }
        return Segment(
          start: start, duration: TimeSpan(milliseconds: end - start.milliseconds),
          from: segment.from, to: segment.to, course: segment.course, source: segment.source)
      })
  }
}

extension Expectation {
  fileprivate func accelerated(by factor: Int) -> Expectation {
    switch self {
    case .oom(let earliest, let latest):
      .oom(
        earliest: earliest?.map { $0.divided(by: factor) },
        latest: latest.map { $0.divided(by: factor) })
    case .survival: .survival
    }
  }
}

extension TimeSpan {
  fileprivate func divided(by factor: Int) -> TimeSpan {
    TimeSpan(milliseconds: milliseconds / factor)
  }
}
