#if os(Linux)
  import ScenarioLanguage

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  extension MemoryGroup {
    /// The two worlds of memory cgroups (Linux: admin-guide/cgroup-v1/memory.rst, cgroup-v2.rst).
    enum Version: Int {
      case one = 1
      case two = 2

      /// A machine with both has memory in the first.
      static var ofThisMachine: Version {
        access("\(one.mount)/memory.stat", F_OK) == 0 ? .one : .two
      }

      /// Where a system mounts the hierarchy, and where a container finds its own group.
      var mount: String {
        switch self {
        case .one: "/sys/fs/cgroup/memory"
        case .two: "/sys/fs/cgroup"
        }
      }

      var usage: String {
        switch self {
        case .one: "memory.usage_in_bytes"
        case .two: "memory.current"
        }
      }

      var kills: String {
        switch self {
        case .one: "memory.oom_control"
        case .two: "memory.events"
        }
      }

      private var hard: String {
        switch self {
        case .one: "memory.limit_in_bytes"
        case .two: "memory.max"
        }
      }

      /// Swap, and what it may take beside memory; the first version counts both together.
      private func swap(_ limit: ByteCount) -> (file: String, bytes: Int) {
        switch self {
        case .one: ("memory.memsw.limit_in_bytes", limit.bytes)
        case .two: ("memory.swap.max", 0)
        }
      }

      func limit(_ folder: borrowing Folder, to limit: ByteCount) throws(MachineError) {
        try folder.set(hard, to: limit.bytes)
        let (file, bytes) = swap(limit)
        // A kernel without accounting of swap does not have the file.
        if try folder.status(of: file) != nil { try folder.set(file, to: bytes) }
      }

      /// In microseconds: so much for each 100 ms, at least 1 ms, as the kubelet does
      /// (`MilliCPUToQuota` in pkg/kubelet/cm/helpers_linux.go; Linux: scheduler/sched-bwc.rst).
      static func quota(of limit: CPUAmount) -> (quota: Int, period: Int) {
        (max(limit.millicores * 100, 1000), 100_000)
      }

      func limitProcessors(
        _ folder: borrowing Folder, to limit: CPUAmount
      ) throws(MachineError) {
        let (quota, period) = Self.quota(of: limit)
        switch self {
        case .one:
          try folder.set("cpu.cfs_period_us", to: period)
          try folder.set("cpu.cfs_quota_us", to: quota)
        case .two: try folder.write("\(quota) \(period)", to: "cpu.max")
        }
      }
    }
  }

  extension Folder {
    fileprivate func set(_ name: String, to number: Int) throws(MachineError) {
      try write(String(number), to: name)
    }
  }
#endif
