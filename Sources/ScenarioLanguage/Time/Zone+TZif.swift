extension Zone {
  /// Reads a TZif file of version 1 to 4 (RFC 9636, section 3). Nil for all other bytes, whatever
  /// they are, and for files that count leap seconds, which POSIX time does not.
  package init?(name: String, tzif bytes: [UInt8]) {
    var reader = Reader(rest: bytes[...])
    guard var header = reader.header() else { return nil }
    var wordSize = 4
    if header.version > 1 {
      // The first block is for readers of version 1: the second has times of 64 bits.
      guard reader.skip(header.blockSize(wordSize: 4)), let second = reader.header() else {
        return nil
      }
      header = second
      wordSize = 8
    }
    guard let block = reader.block(header, wordSize: wordSize) else { return nil }
    var rule: PosixRule?
    if header.version > 1 {
      guard let footer = reader.footer() else { return nil }
      rule = PosixRule(footer)
      guard rule != nil || footer.isEmpty else { return nil }
    }
    self.init(name: name, firstOffset: block.first, changes: block.changes, rule: rule)
  }
}

/// Takes from what is left of the bytes, so that no count in them is believed beyond their end.
private struct Reader {
  var rest: ArraySlice<UInt8>

  struct Header {
    let version: Int
    let isUTCCount, isStandardCount, leapCount, timeCount, typeCount, characterCount: Int

    /// The counts are below 2^32, so that this is far from overflow.
    func blockSize(wordSize: Int) -> Int {
      timeCount * (wordSize + 1) + typeCount * 6 + characterCount + leapCount * (wordSize + 4)
        + isStandardCount + isUTCCount
    }
  }

  mutating func header() -> Header? {
    guard take(4)?.elementsEqual("TZif".utf8) == true, let version = take(1)?.first,
      version == 0 || (UInt8(ascii: "2")...UInt8(ascii: "4")).contains(version), skip(15),
      let counts = take(24)
    else { return nil }
    let numbers = integers(counts, size: 4).map { $0 & 0xFFFF_FFFF }
    return Header(
      version: version == 0 ? 1 : Int(version - UInt8(ascii: "0")), isUTCCount: numbers[0],
      isStandardCount: numbers[1], leapCount: numbers[2], timeCount: numbers[3],
      typeCount: numbers[4], characterCount: numbers[5])
  }

  mutating func block(_ header: Header, wordSize: Int) -> (first: Int, changes: [Zone.Change])? {
    guard header.leapCount == 0, header.typeCount > 0,
      let times = take(header.timeCount * wordSize).map({ integers($0, size: wordSize) }),
      let types = take(header.timeCount), let records = take(header.typeCount * 6),
      skip(header.characterCount + header.isStandardCount + header.isUTCCount)
    else { return nil }
    let offsets = stride(from: records.startIndex, to: records.endIndex, by: 6).flatMap {
      integers(records[$0..<$0 + 4], size: 4)
    }
    guard offsets.allSatisfy(Zone.offsets.contains), types.allSatisfy({ $0 < offsets.count }),
      zip(times, times.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    var changes: [Zone.Change] = []
    var last = offsets[0]
    for (time, type) in zip(times, types) where offsets[Int(type)] != last {
      let next = offsets[Int(type)]
      changes.append(.init(instant: Instant(seconds: time), before: last, after: next))
      last = next
    }
    return (offsets[0], changes)
  }

  /// What stands between the two line ends.
  mutating func footer() -> ArraySlice<UInt8>? {
    let newline = UInt8(ascii: "\n")
    guard take(1)?.first == newline, let end = rest.firstIndex(of: newline) else { return nil }
    return rest[..<end]
  }

  mutating func skip(_ count: Int) -> Bool { take(count) != nil }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  /// Signed, the most significant byte first; `size` is at most 8.
  private func integers(_ bytes: ArraySlice<UInt8>, size: Int) -> [Int] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { start in
      let word = bytes[start..<start + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return size == 4 ? Int(Int32(truncatingIfNeeded: word)) : Int(Int64(bitPattern: word))
    }
  }
}
