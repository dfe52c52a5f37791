import ScenarioSyntax

/// What a scenario may say. To add a property is to declare it here and in ``Scenario``.
let scenario = Block<Draft>(
  about, namespace, labels, schedule, overlap, restart, memory, cpu, ramp, expect, image, replicas,
  nodes, allow
) {
  about, namespace, labels, schedule, overlap, restart, memory, cpu, phases, expectation, image,
  replicas, nodes, allowances in
  { name, report in
    guard let curve = draw(phases, limit: memory.value.limit.value, &report) else { return nil }
    return Scenario(
      name: name, about: about, namespace: namespace, labels: labels?.value ?? [],
      schedule: schedule, overlap: overlap, restart: restart, memory: memory.value, cpu: cpu.value,
      curve: curve, expectation: expectation, image: image.value, replicas: replicas,
      nodes: nodes?.value ?? [], allowances: allowances.map(\.value))
  }
}

/// A scenario whose ramp is yet to be drawn, and may turn out to be none.
typealias Draft = @Sendable (Located<String>, inout Report) -> Scenario?

private let about = Property.optional(
  Entry(
    "about", "What the scenario is for: becomes a comment and an annotation.",
    Form(Argument("TEXT", .text)) { text in text.value }))

private let namespace = Property.standard(
  "stress-test",
  Entry(
    "namespace", "The Kubernetes namespace of every object.",
    Form(Argument("NAME", .name)) { name in name.value }))

private let labels = Property.optional(
  Entry(
    "labels", "Labels on every object, beside the recommended ones of Kubernetes.",
    Form(block: .map(keys: .labelKey, values: .labelValue)) { labels in labels }))

private let schedule = Property.required(
  example: "every 30m",
  Entry<Schedule>(
    "schedule", "When the leak starts. Clocks go by the zone, without one by UTC.",
    Form(Argument("every", "D", .interval), inZone) { cron, zone in
      Schedule(.cron(cron.value), in: zone.value?.value ?? .utc)
    },
    Form(Argument("hourly at", "M", .minute), inZone) { minute, zone in
      Schedule(.cron(CronExpression(hourlyAt: minute.value)), in: zone.value?.value ?? .utc)
    },
    Form(Argument("daily at", "T", .clock), Argument("in", "ZONE", .zone)) { time, zone in
      Schedule(.cron(CronExpression(at: time.value)), in: zone.value)
    },
    Form(Argument("weekdays at", "T", .clock), Argument("in", "ZONE", .zone)) { time, zone in
      Schedule(.cron(CronExpression(at: time.value, on: 1...5)), in: zone.value)
    },
    Form(
      Argument("weekly on", "DAY", .weekday), Argument("at", "T", .clock),
      Argument("in", "ZONE", .zone)
    ) { day, time, zone in
      Schedule(.cron(CronExpression(at: time.value, on: day.value...day.value)), in: zone.value)
    },
    Form(Argument("cron", "\"…\"", .cron), inZone) { cron, zone in
      Schedule(.cron(cron.value), in: zone.value?.value ?? .utc)
    },
    Form("at start") { Schedule(.start) }))

private let inZone = Argument<Located<Zone>?>(optional: "in", "ZONE", .zone)

private let overlap = Property.standard(
  Overlap.skip.rawValue,
  Entry<Overlap>(
    "overlap", "What a tick does that finds the last run still going.",
    Form(Overlap.skip.rawValue) { .skip },
    Form(Overlap.replace.rawValue) { .replace }))

private let restart = Property.standard(
  "always",
  Entry<RestartPolicy>(
    "restart", "What brings the pod back: with `always` a Deployment, else a CronJob or a Job.",
    Form("always") { .always },
    Form("on-failure") { .onFailure(retries: RestartPolicy.standardRetries) },
    Form(Argument("on-failure up to", "N", .count)) { retries in
      .onFailure(retries: retries.value)
    },
    Form("never") { .never }))

private let memory = Property.required(
  example: "{ limit 512Mi }",
  Entry(
    "memory", "The container's memory.",
    Form(
      block: Block<Memory>(memoryLimit, memoryRequest) { limit, request in
        Memory(limit: limit, request: request?.map { $0.bytes(of: limit.value) } ?? limit)
      }
    ) { memory in memory }))

private let memoryLimit = Property.required(
  example: "512Mi",
  Entry(
    Resource.limit, "Beyond this, the kernel's OOM killer strikes.",
    Form(Argument("S", .size)) { size in size.value }))

private let memoryRequest = Property.optional(
  Entry(
    Resource.request,
    "What the scheduler sets aside: the limit, unless said; so swap cannot soften it.",
    Form(Argument("S", .level)) { level in level.value }))

private let cpu = Property.standard(
  "{ }",
  Entry(
    "cpu", "The container's processor time.",
    Form(
      block: Block<CPU>(cpuLimit, cpuRequest) { limit, request in
        CPU(limit: limit, request: request)
      }
    ) { cpu in cpu }))

private let cpuLimit = Property.optional(
  Entry(
    Resource.limit, "Beyond this, the container is slowed down.",
    Form(Argument("C", .cpu)) { amount in amount.value }))

private let cpuRequest = Property.standard(
  "100m",
  Entry(
    Resource.request, "What the scheduler sets aside.",
    Form(Argument("C", .cpu)) { amount in amount.value }))

/// What both memory and processor time have.
private enum Resource {
  static let limit = "limit"
  static let request = "request"
}

private let ramp = Property.required(
  example: "{ linear from 64Mi to 640Mi over 10m }",
  Entry("ramp", "Memory over time: phases, in the order written.", Form(block: phases) { $0 }))

private let expect = Property.optional(
  Entry<Expectation>(
    "expect", "What will happen: the compiler proves it, or refuses the scenario.",
    Form(Argument("oom within", "D", .duration)) { latest in
      .oom(earliest: nil, latest: latest)
    },
    Form(Argument("oom between", "D", .duration), Argument("and", "D", .duration)) {
      earliest, latest in .oom(earliest: earliest, latest: latest)
    },
    Form("survival") { .survival }))

private let image = Property.standard(
  "{ }",
  Entry(
    "image", "The container image to build and to run.",
    Form(
      block: Block<Image>(imageName, imageBase, scheduler) { name, base, scheduler in
        Image(name: name, base: base, scheduler: scheduler)
      }
    ) { image in image }))

private let imageName = Property.optional(
  Entry(
    "name", "The reference to push to; without a tag it gets one from the content.",
    Form(Argument("\"…\"", .imageReference)) { name in name.value }))

private let imageBase = Property.standard(
  "\"alpine:3.23\"",
  Entry(
    "base", "The image to build upon: an Alpine or a Debian.",
    Form(Argument("\"…\"", .baseImage)) { base in base.value }))

private let scheduler = Property.standard(
  Scheduler.busybox.rawValue,
  Entry<Scheduler>(
    "scheduler", "The cron inside the container: `supercronic` needs no root.",
    Form(Scheduler.busybox.rawValue) { .busybox },
    Form(Scheduler.supercronic.rawValue) { .supercronic }))

private let replicas = Property.standard(
  "1",
  Entry(
    "replicas", "How many pods leak side by side.",
    Form(Argument("N", .count)) { count in count.value }))

private let nodes = Property.optional(
  Entry(
    "nodes", "Labels that a node must have, so that leaks stay where they are meant to be.",
    Form(block: .map(keys: .labelKey, values: .labelValue)) { labels in labels }))

private let allow = Property.repeated(
  Entry(
    "allow", "Silences a warning, for a reason.",
    Form(Argument("ID", .warning), Argument<Located<String>?>(optional: "", "REASON", .text)) {
      id, reason in Allowance(id: id, reason: reason.value)
    }))

private func draw(
  _ phases: Located<[Phase]>, limit: ByteCount, _ report: inout Report
) -> Curve? {
  var builder = CurveBuilder(limit: limit)
  if let problem = draw(phases.value, in: &builder) {
    report.add(problem)
    return nil
  }
  guard let last = builder.segments.last, last.end > .zero || last.to > .zero else {
    report.add(emptyRamp(phases.span))
    return nil
  }
  return Curve(segments: builder.segments)
}
