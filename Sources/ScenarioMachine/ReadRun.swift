/// The events of a run, from the folder that it was written to; nil where the path is no folder.
package func readRunEvents(_ path: String) throws(MachineError) -> [UInt8]? {
  guard path != "-", try OpenFile.open(path).status().kind == .folder else { return nil }
  return try OpenFile.open("\(path)/events.jsonl").readAll(limit: eventsLimit)
}

/// Some 200 bytes an event: more than a week of steps each second.
private let eventsLimit = 256 << 20
