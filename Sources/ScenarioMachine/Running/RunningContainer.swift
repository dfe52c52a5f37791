#if os(Linux)
  /// A container as the recorder sees it. It ends with the value.
  protocol RunningContainer: AnyObject {
    /// To wait upon, by `poll`: something is to be read, or the last process has ended.
    var outputNumber: Int32 { get }

    /// The lines that it has written since the last call.
    func lines() throws(MachineError) -> [String]

    /// Sends PID 1 a signal, as the kubelet does. SIGTERM is lost on one that has not begun yet.
    func send(_ signal: Int32) throws(MachineError)

    /// How PID 1 ended, as a shell counts; nil as long as it runs.
    func status() -> Int32?

    /// All that is charged to it, and that less the file cache, in bytes.
    func memory() throws(MachineError) -> (usage: Int, level: Int)

    /// How many of its processes the kernel has killed for memory.
    func killCount() throws(MachineError) -> Int
  }
#endif
