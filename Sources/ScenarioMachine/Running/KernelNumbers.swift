/// What a file of the kernel tells by lines such as `oom_kill 1` and `MemAvailable:  123 kB`, or by
/// a number alone, whose name is then empty. Lines without a number are left out.
func kernelNumbers(in bytes: [UInt8]) -> [(name: String, value: Int)] {
  bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
    let words = line.split(separator: UInt8(ascii: " "))
    guard let number = words.count > 1 ? words[1] : words.first,
      let value = Int(String(decoding: number, as: UTF8.self))
    else { return nil }
    return (words.count > 1 ? String(decoding: words[0], as: UTF8.self) : "", value)
  }
}
