#if os(Linux)
  import ScenarioLanguage
  import ScenarioPlanning

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  extension RunMachine {
    /// This machine. `stressor`: what stresses it, with its version.
    init(cgroup version: MemoryGroup.Version, stressor: String) throws(MachineError) {
      self.init(
        kernel: try text(of: "/proc/sys/kernel/osrelease"),
        processors: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
        memory: try meminfo("MemTotal:"), cgroupVersion: version.rawValue,
        stressor: stressor)
    }
  }

  /// Refuses a limit that is more than the machine can give. The limit is what protects the machine
  /// from the ramp, so all of it must be there, however high the ramp is meant to go.
  func refuseUnlessFree(_ limit: ByteCount) throws(MachineError) {
    let available = try meminfo("MemAvailable:")
    // For the machine itself to breathe.
    let reserve = ByteCount.mebibytes(64).bytes
    guard limit.bytes <= available - reserve else {
      let free = ByteCount.mebibytes(max(available - reserve, 0) >> 20)
      throw .refused(
        "too little free memory: the limit is \(limit.text), and this machine has \(free.text) "
          + "to spare (MemAvailable less \(ByteCount.mebibytes(64).text))")
    }
  }

  /// A line of `/proc/meminfo`, in bytes.
  private func meminfo(_ name: String) throws(MachineError) -> Int {
    let file = try OpenFile.open("/proc/meminfo")
    let numbers = kernelNumbers(in: try file.readAll(limit: 1 << 16))
    return (numbers.first { $0.name == name }?.value ?? 0) << 10
  }

  private func text(of path: String) throws(MachineError) -> String {
    let bytes = try OpenFile.open(path).readAll(limit: 1 << 16)
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
#endif
