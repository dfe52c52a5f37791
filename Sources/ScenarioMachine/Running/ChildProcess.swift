#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// A program that runs beside us; killed, and waited for, at the latest when this value goes.
  struct ChildProcess: ~Copyable {
    private let number: pid_t
    private var ending: Int32?
    private var input: OpenFile
    /// What it writes to standard output and error.
    private(set) var output: LineReader

    /// Starts a program of the `PATH`. It gets nothing of ours: no signal that we ignore, and not
    /// our process group, to all of which a terminal sends a Ctrl-C.
    ///
    /// `user`: who may open its standard output anew, as `/proc/1/fd/1`; nil: root.
    static func start(
      _ arguments: [String], environment: [String], user: Int? = nil
    ) throws(MachineError) -> ChildProcess {
      let (stdin, stdout) = (try makePipe(), try makePipe())
      defer { for end in [stdin.reading, stdout.writing] { _ = close(end) } }
      let input = OpenFile(owning: stdin.writing, path: "standard input of \(arguments[0])")
      let output = LineReader(owning: stdout.reading)
      if let user { _ = fchown(stdout.writing, uid_t(user), gid_t(user)) }
      let number = try spawn(
        arguments, environment: environment, input: stdin.reading, output: stdout.writing)
      return ChildProcess(number: number, input: input, output: output)
    }

    private init(number: pid_t, input: consuming OpenFile, output: consuming LineReader) {
      self.number = number
      self.input = input
      self.output = output
    }

    deinit {
      if ending != nil { return }
      kill(number, SIGKILL)
      var status: Int32 = 0
      while waitpid(number, &status, 0) == -1, errno == EINTR {}
    }

    /// Writes to its standard input, and ends that.
    mutating func tell(_ bytes: [UInt8]) throws(MachineError) {
      try input.writeAll(bytes)
      try input.finish()
    }

    /// The lines that it has written since the last call, whole ones only until it is at its end.
    mutating func lines() throws(MachineError) -> [String] { try output.lines() }

    /// How it ended, as a shell counts: 128 and the signal for one that was killed. Nil: not yet.
    mutating func status() -> Int32? {
      if let ending { return ending }
      var status: Int32 = 0
      guard waitpid(number, &status, WNOHANG) == number else { return nil }
      let signal = status & 0x7F
      ending = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
      return ending
    }
  }

  extension ChildProcess {
    /// Asks it to end, and waits for so many milliseconds at the most.
    mutating func end(within limit: Int) {
      if status() == nil { kill(number, SIGTERM) }
      for _ in 0..<limit / 5 {
        if status() != nil { return }
        usleep(5_000)
      }
    }
  }

  /// The lines that come through a pipe, which never makes us wait.
  struct LineReader: ~Copyable {
    /// To wait upon, by `poll`.
    let number: Int32
    private var rest: [UInt8] = []
    private(set) var isAtEnd = false

    init(owning number: Int32) {
      self.number = number
      _ = fcntl(number, F_SETFL, O_NONBLOCK)
    }

    deinit { _ = close(number) }

    mutating func lines() throws(MachineError) -> [String] {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while !isAtEnd {
        let count = buffer.withUnsafeMutableBytes { read(number, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN { break }
        if count < 0 { throw .system(action: "read", path: "a pipe", code: errno) }
        isAtEnd = count == 0
        rest += buffer[..<count]
      }
      var lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let last = lines.removeLast()
      rest = isAtEnd ? [] : Array(last)
      if isAtEnd, !last.isEmpty { lines.append(last) }
      return lines.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  private func makePipe() throws(MachineError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    try attempt("make", "a pipe") { pipe(&ends) }
    // Late, were there another thread that forks between; Glibc's module has no `pipe2`.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private func spawn(
    _ arguments: [String], environment: [String], input: Int32, output: Int32
  ) throws(MachineError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var process: pid_t = 0
    let code = withCStrings(arguments) { words in
      withCStrings(environment) { variables in
        posix_spawnp(&process, arguments[0], &actions, &attributes, words, variables)
      }
    }
    if code != 0 { throw .system(action: "start", path: arguments[0], code: code) }
    return process
  }

  /// The texts as C wants them: a list of strings that ends with a null pointer.
  private func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let strings = texts.map { strdup($0) }
    defer { for string in strings { free(string) } }
    return body(strings + [nil])
  }
#endif
