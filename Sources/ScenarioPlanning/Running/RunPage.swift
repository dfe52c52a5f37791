import ScenarioLanguage

extension RunReport {
  /// The report as one HTML file that needs nothing else, in light and in dark.
  var page: String {
    let scenario = plan.scenario
    let name = scenario.name.value
    let about = scenario.about.map { "<p>\(escaped($0.value))</p>\n" } ?? ""
    let limits = missing.map { "<p>Processor: \(escaped($0)).</p>\n" } ?? ""
    let pace = speed > 1 ? "<p>The ramp ran \(speed) times as fast as it is written.</p>\n" : ""
    return """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(name): plan and measurement</title>
      <style>
      \(style)
      </style>
      <main>
      <h1>\(name) \(badge)</h1>
      \(about)\(pace)\(limits)\(expectation)<figure>
      \(RunPicture(of: self).svg)
      </figure>
      \(runs)\(restarts)\(machine)\(method)</main>
      </html>

      """
  }
}

extension RunReport {
  private var badge: String {
    switch verdict {
    case .holds: "<span class=\"badge good\">as expected</span>"
    case .fails: "<span class=\"badge bad\">not as expected</span>"
    case .undecided: "<span class=\"badge\">undecided</span>"
    case nil: ""
    }
  }

  private var expectation: String {
    guard let expectation = plan.scenario.expectation?.value, let verdict else { return "" }
    return "<p>Expected: \(escaped(expectation.text)). It \(escaped(verdict.text)).</p>\n"
  }

  private var runs: String {
    let rows = comparison.runs.enumerated().map { index, run in
      let level = run.levelError.map { [percent($0.mean), percent($0.largest)] } ?? ["–", "–"]
      return ["\(index + 1)", instant(run.start)] + ending(run.ending) + level
    }
    return table(
      "Runs",
      [
        "", "start (UTC)", "end", "planned after", "measured after", "difference",
        "level: mean error", "largest error",
      ], rows)
  }

  /// How, planned, measured, difference.
  private func ending(_ ending: Comparison.Ending) -> [String] {
    let name =
      switch ending {
      case .killed: "killed"
      case .completed: "completed"
      case .replaced: "replaced"
      case .stopped: "stopped: its Job has failed"
      case .broken: "broken off"
      case .unfinished: "–"
      }
    let planned = plan.end.seconds
    return [name, seconds(planned)]
      + (ending.time.map { [seconds($0), difference($0 - planned, places: 2) + " s"] }
        ?? ["–", "–"])
  }

  private var restarts: String {
    guard !comparison.restarts.isEmpty else { return "" }
    return table(
      "Restarts", ["", "planned after", "measured after", "difference"],
      comparison.restarts.enumerated().map { index, restart in
        [
          "\(index + 1)", seconds(restart.planned), seconds(restart.measured),
          difference(restart.measured - restart.planned, places: 2) + " s",
        ]
      })
  }

  private var machine: String {
    let machine = record.machine
    return table(
      "Machine", ["kernel", "cgroup", "processors", "RAM", "stressor"],
      [
        [
          "Linux \(escaped(machine.kernel))", "v\(machine.cgroupVersion)",
          "\(machine.processors)", ByteCount.mebibytes(machine.memory >> 20).text,
          escaped(machine.stressor),
        ]
      ])
  }

  private var method: String {
    """
    <p class="note">The level is what is charged to the container less the file cache, sampled ten \
    times a second; errors are in percent of the planned peak. The instant of a kill is known to \
    0.02 s. The plan of each run is laid where the run really started. Right after a jump of the \
    curve, the start included, the level is not judged: for 0.08 s, and a second for each 200 MB.</p>

    """
  }

  private func instant(_ seconds: Double) -> String {
    Instant(seconds: Int(record.unixStart + seconds)).text()
  }
}

private func table(_ title: String, _ heads: [String], _ rows: [[String]]) -> String {
  let head = heads.map { "<th>\($0)</th>" }.joined()
  let body = rows.map { "<tr>\($0.map { "<td>\($0)</td>" }.joined())</tr>\n" }.joined()
  return "<h2>\(title)</h2>\n<div><table>\n<tr>\(head)</tr>\n\(body)</table></div>\n"
}

private func seconds(_ time: Double) -> String { "\(decimal(time, places: 2)) s" }

private func percent(_ fraction: Double) -> String { "\(decimal(fraction * 100, places: 2)) %" }

private let style = """
  \(Graph.style(in: ":root"))
  \(RunPicture.style)
  :root { color-scheme: light dark; --soft: #667079; --good: #1a7f4b; --bad: #c81e3a; }
  @media (prefers-color-scheme: dark) {
    :root { --soft: #98a3ad; --good: #4cc38a; --bad: #ff6b81; }
  }
  body { margin: 0; background: var(--paper); color: var(--ink);
    font: 15px/1.5 system-ui, sans-serif; }
  main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
  p { margin: .25rem 0; } .note { color: var(--soft); font-size: .85rem; margin-top: 1rem; }
  .badge { font-size: .8rem; vertical-align: middle; padding: .15rem .6rem; border-radius: 1rem;
    border: 1px solid currentColor; color: var(--soft); }
  .good { color: var(--good); } .bad { color: var(--bad); }
  figure { margin: 1rem 0; } svg { width: 100%; height: auto; display: block; }
  div { overflow-x: auto; }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .85rem; }
  th, td { text-align: left; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid var(--faint); }
  th { color: var(--soft); font-weight: 500; }
  """
