/// Calls the body at once, and again after each change of the sources that the paths name, until a
/// signal ends it (Ctrl-C). The body gives the other files that it has read; they are watched, too.
///
/// Changes less than ``Alarm/quiet`` apart count as one. Files may be renamed over each other, and
/// folders come, go and come again. What is in the folder `skipped` counts for nothing: there the
/// body may write. Linux tells of changes (inotify); elsewhere, and where it has no watches left,
/// the times of the files are looked at four times a second.
package func watchSources(
  _ paths: [String], except skipped: String?, polling: Bool = false, _ body: () -> Set<String>
) {
  Interruption.watch()
  var others: Set<String> = []
  func guardAll() -> Guard {
    Guard(over: paths + others.sorted(), except: skipped, polling: polling)
  }
  var guarded = guardAll()
  var isChanged = true
  repeat {
    if isChanged {
      let named = body()
      if named != others {
        others = named
        guarded = guardAll()
      }
    }
    guard let change = guarded.alarm.wait() else { return }
    // What happens from here on rings the new alarm; what has happened, the body will see.
    let next = guardAll()
    isChanged = change == .source || next.digest != guarded.digest
    guarded = next
  } while true
}

/// Sources under watch, and how they were when it began.
private struct Guard {
  let alarm: Alarm
  /// Of all that can be seen of the sources without reading them.
  let digest: Int

  init(over paths: [String], except skipped: String?, polling: Bool) {
    let alarm = polling ? Alarm.polling : Alarm(naming: paths)
    var search = SourceSearch(
      except: skipped.flatMap { FileStatus(at: $0)?.identity }, visiting: alarm.watch)
    var hasher = Hasher()
    for path in paths {
      alarm.watch(path)
      search.add(path)
    }
    for source in search.found {
      switch source {
      case .failure(let error): hasher.combine(error.description)
      case .file(let path):
        hasher.combine(path)
        hasher.combine(FileStatus(at: path)?.version)
      }
    }
    self.alarm = alarm
    digest = hasher.finalize()
  }
}
