/// The events of a run, from the folder that it was written to; nil where the path is no folder
/// of one.
package func readRunEvents(_ path: String) throws(MachineError) -> [UInt8]? {
  guard path != "-", FileStatus(at: path)?.kind == .folder else { return nil }
  do {
    return try OpenFile.open("\(path)/events.jsonl").readAll(limit: eventsLimit)
  } catch let error where error.isMissing {
    return nil
  }
}

/// Some 200 bytes an event: more than a week of steps each second.
private let eventsLimit = 256 << 20
