import ScenarioSyntax

/// What a file may say: scenarios.
let file = Block<[Draft]>.list(
  of: Entry<Draft>(
    "scenario", "One pod that leaks: by its schedule, its limit and its ramp.",
    Form(Argument("NAME", .name), block: scenario) { body, name in
      { report in body(name, &report) }
    }))

/// A scenario whose ramp is yet to be drawn, and may turn out to be none.
typealias Draft = @Sendable (inout Report) -> Scenario?

/// What a scenario may say. To add a property is to declare it here and in ``Scenario``.
let scenario = Block<@Sendable (Located<String>, inout Report) -> Scenario?>(
  about, namespace, schedule, restart, memory, ramp, expect, image
) { about, namespace, schedule, restart, memory, phases, expectation, image in
  { name, report in
    guard let curve = draw(phases, limit: memory.value.limit.value, &report) else { return nil }
    return Scenario(
      name: name, about: about, namespace: namespace, schedule: schedule, restart: restart,
      memory: memory.value, curve: curve, expectation: expectation, image: image.value)
  }
}

private let about = Property.optional(
  Entry(
    "about", "What the scenario is for: becomes a comment and an annotation.",
    Form(Argument("TEXT", .text)) { text in text.value }))

private let namespace = Property.standard(
  "stress-test",
  Entry(
    "namespace", "The Kubernetes namespace of every object.",
    Form(Argument("NAME", .name)) { name in name.value }))

private let schedule = Property.required(
  example: "every 30m",
  Entry(
    "schedule", "When the leak starts, in UTC.",
    Form(Argument("every", "D", .interval)) { cron in Schedule(cron: cron.value) },
    Form(Argument("cron", "\"…\"", .cron)) { cron in Schedule(cron: cron.value) }))

private let restart = Property.standard(
  RestartPolicy.always.rawValue,
  Entry<RestartPolicy>(
    "restart", "What brings the pod back: with `always` a Deployment, else a CronJob.",
    Form(RestartPolicy.always.rawValue) { .always },
    Form(RestartPolicy.onFailure.rawValue) { .onFailure },
    Form(RestartPolicy.never.rawValue) { .never }))

private let memory = Property.required(
  example: "{ limit 512Mi }",
  Entry(
    "memory", "The container's memory.",
    Form(
      block: Block<Memory>(limit, request) { limit, request in
        Memory(limit: limit, request: request?.map { $0.bytes(of: limit.value) } ?? limit)
      }
    ) { memory in memory }))

private let limit = Property.required(
  example: "512Mi",
  Entry(
    "limit", "Beyond this, the kernel's OOM killer strikes.",
    Form(Argument("S", .size)) { size in size.value }))

private let request = Property.optional(
  Entry(
    "request", "What the scheduler sets aside: the limit, unless said; so swap cannot soften it.",
    Form(Argument("S", .level)) { level in level.value }))

private let ramp = Property.required(
  example: "{ linear from 64Mi to 640Mi over 10m }",
  Entry("ramp", "Memory over time: phases, in the order written.", Form(block: phases) { $0 }))

private let expect = Property.optional(
  Entry(
    "expect", "What will happen: the compiler proves it, or refuses the scenario.",
    Form(Argument("oom within", "D", .duration)) { deadline in Expectation.oom(within: deadline) }))

private let image = Property.standard(
  "{ }",
  Entry(
    "image", "The container image to build and to run.",
    Form(
      block: Block<Image>(imageName, imageBase) { name, base in
        Image(name: name, base: base)
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

private func draw(
  _ phases: Located<[Phase]>, limit: ByteCount, _ report: inout Report
) -> Curve? {
  var builder = CurveBuilder(limit: limit)
  for phase in phases.value where !phase.draw(&builder, &report) { return nil }
  if builder.segments.isEmpty {
    report.add(emptyRamp(phases.span))
    return nil
  }
  return Curve(segments: builder.segments)
}
