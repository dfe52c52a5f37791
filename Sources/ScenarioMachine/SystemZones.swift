#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

package import ScenarioLanguage

extension ZoneDatabase {
  /// The zones of this machine's tzdata: of `$TZDIR`, or of where systems keep them.
  ///
  /// Nothing is read until a zone other than UTC is asked for, and each file at most once.
  package static let system = ZoneDatabase(reading: folders())

  /// The zones in the first of these folders that there is.
  package init(reading folders: [String]) {
    let tzdata = TZData(folders: folders)
    self.init(names: { tzdata.names }, load: { tzdata.zone(named: $0) })
  }

  private static func folders() -> [String] {
    let chosen = getenv("TZDIR").map { [String(cString: $0)] } ?? []
    return chosen + [
      "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo",
      "/var/db/timezone/zoneinfo",
    ]
  }
}

private final class TZData: Sendable {
  private struct Memory {
    var names: Set<String>?
    var answers: [String: ZoneDatabase.Answer] = [:]
  }

  private let folders: [String]
  private let memory = Monitor(Memory())

  init(folders: [String]) {
    self.folders = folders
  }

  var names: [String] { memory.withLock { Array(listed(&$0)) } }

  /// Only a name that is listed is opened: so none leads out of the folder, and on a file system
  /// that is blind to case no name passes that Kubernetes would refuse.
  func zone(named name: String) -> ZoneDatabase.Answer {
    memory.withLock { memory in
      if let answer = memory.answers[name] { return answer }
      let names = listed(&memory)
      let answer: ZoneDatabase.Answer =
        if names.isEmpty {
          .unavailable("there is no tzdata in \(folders.joined(separator: ", "))")
        } else if names.contains(name) {
          read(name)
        } else {
          .unknown
        }
      memory.answers[name] = answer
      return answer
    }
  }

  private func read(_ name: String) -> ZoneDatabase.Answer {
    for folder in folders {
      do {
        let path = "\(folder)/\(name)"
        guard let zone = Zone(name: name, tzif: try OpenFile.open(path).readAll(limit: sizeLimit))
        else { return .unavailable("\(path) is not a time zone file") }
        return .zone(zone)
      } catch let error where error.isMissing {
        continue
      } catch {
        return .unavailable("\(error)")
      }
    }
    return .unknown
  }

  private func listed(_ memory: inout Memory) -> Set<String> {
    if let names = memory.names { return names }
    let found = folders.lazy.map { zoneNames(in: $0) }.first { !$0.isEmpty } ?? []
    memory.names = found
    return found
  }
}

/// tzdata's largest files have a few kilobytes.
private let sizeLimit = 1 << 20

/// The files below the folder whose names, and whose folders' names, are like those of zones:
/// `America/Argentina/Ushuaia`, but neither `tzdata.zi` nor `posix/Europe/Berlin`.
private func zoneNames(
  in folder: String, below prefix: String = "", depth: Int = 3
) -> Set<String> {
  guard depth > 0, let stream = opendir(prefix.isEmpty ? folder : "\(folder)/\(prefix)") else {
    return []
  }
  defer { closedir(stream) }
  var names: Set<String> = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      let capacity = MemoryLayout.size(ofValue: pointer.pointee)
      return pointer.withMemoryRebound(to: CChar.self, capacity: capacity) { String(cString: $0) }
    }
    guard isZonePart(name) else { continue }
    let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
    var status = stat()
    guard stat("\(folder)/\(path)", &status) == 0 else { continue }
    if FileStatus(status).kind == .folder {
      names.formUnion(zoneNames(in: folder, below: path, depth: depth - 1))
    } else {
      names.insert(path)
    }
  }
  return names
}

/// A capital letter first, then letters, digits, `_`, `+` and `-` (tzdata, theory.html: "Names of
/// timezones").
private func isZonePart(_ name: String) -> Bool {
  guard let first = name.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else {
    return false
  }
  return name.utf8.allSatisfy {
    switch $0 {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
