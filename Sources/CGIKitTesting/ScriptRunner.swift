import CSystem

/// Runs a CGI program as a server does: variables in, a body on standard input, the response from standard output.
public struct ScriptRunner: Sendable {
    /// What came of one run.
    public struct Result: Sendable {
        /// What the program wrote to standard output, up to the limit of the run.
        public let output: [UInt8]
        /// What the program wrote to standard error; bytes that are not UTF-8 become U+FFFD.
        public let log: String
        /// The exit code; -1 if a signal ended the program, also that of the runner after the timeout.
        public let exitCode: Int
        /// Whether the runner killed the program after the timeout.
        public let timedOut: Bool
        /// How many bytes of the input the program did not read.
        public let unreadInput: Int

        /// The output as a response; nil if it is not one.
        public var response: TestResponse? { TestResponse(output) }
    }

    /// The path of the executable.
    public let program: String
    /// Seconds until a program that hangs is killed.
    public let timeout: Int

    /// A runner of one program.
    ///
    /// - Parameters:
    ///   - program: The path of an executable; one that cannot be started traps.
    ///   - timeout: Seconds until a program that hangs is killed.
    public init(_ program: String, timeout: Int = 20) {
        self.program = program
        self.timeout = timeout
    }

    /// Runs the program once, and waits until it has ended and closed its output.
    ///
    /// - Parameters:
    ///   - environment: All variables that the program gets; nothing is inherited.
    ///   - input: Its standard input.
    ///   - stopReadingAfter: Closes the program's output after this many bytes, like a client that disconnects.
    public func run(_ environment: [String: String], input: [UInt8] = [], stopReadingAfter: Int = .max) -> Result {
        // A program that ends before it has read its input must not end the tests.
        csystem_ignore_signal(SIGPIPE)
        var child = Child(program, environment)
        return child.talk(input, stopReadingAfter: stopReadingAfter, timeout: timeout)
    }
}

private struct Child {
    private var process: pid_t = 0
    private var input: CInt
    private var output: CInt
    private var errors: CInt

    init(_ program: String, _ environment: [String: String]) {
        let (childInput, input) = pipeEnds()
        let (output, childOutput) = pipeEnds()
        let (errors, childErrors) = pipeEnds()
        (self.input, self.output, self.errors) = (input, output, errors)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, childInput, 0)
        posix_spawn_file_actions_adddup2(&actions, childOutput, 1)
        posix_spawn_file_actions_adddup2(&actions, childErrors, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

        var arguments = [strdup(program), nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        let failure = posix_spawn(&process, program, &actions, &attributes, &arguments, &variables)
        precondition(failure == 0, "Cannot start \(program): \(String(cString: strerror(failure)))")
        for text in arguments + variables { free(text) }
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
        for end in [childInput, childOutput, childErrors] { close(end) }
        // Otherwise a write waits until the program has read all of it.
        csystem_set_nonblocking(input)
    }

    mutating func talk(_ bytes: [UInt8], stopReadingAfter limit: Int, timeout: Int) -> ScriptRunner.Result {
        var rest = bytes[...]
        var answer: [UInt8] = []
        var log: [UInt8] = []
        let deadline = time(nil) + timeout
        var timedOut = false
        if rest.isEmpty { Child.shut(&input) }
        while output >= 0 || errors >= 0 {
            if answer.count >= limit { Child.shut(&output) }
            if time(nil) >= deadline, !timedOut {
                timedOut = true
                kill(process, SIGKILL)
            }
            var ends = [
                pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: output, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&ends, 3, 200) > 0 else { continue }
            if ends[0].revents != 0 {
                let count = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
                if count > 0 { rest = rest.dropFirst(count) }
                if count < 0 && csystem_errno() != EAGAIN || rest.isEmpty { Child.shut(&input) }
            }
            if ends[1].revents != 0 { Child.receive(&output, &answer) }
            if ends[2].revents != 0 { Child.receive(&errors, &log) }
        }
        Child.shut(&input)
        var status: CInt = 0
        while waitpid(process, &status, 0) == -1 && csystem_errno() == EINTR {}
        return ScriptRunner.Result(
            output: answer, log: String(decoding: log, as: UTF8.self), exitCode: Int(csystem_exit_code(status)),
            timedOut: timedOut, unreadInput: rest.count)
    }

    private static func receive(_ end: inout CInt, _ bytes: inout [UInt8]) {
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = read(end, &chunk, chunk.count)
        if count > 0 { bytes += chunk[..<count] } else { shut(&end) }
    }

    private static func shut(_ end: inout CInt) {
        if end >= 0 { close(end) }
        end = -1
    }
}

private func pipeEnds() -> (read: CInt, write: CInt) {
    var ends: [CInt] = [0, 0]
    let result = pipe2(&ends, O_CLOEXEC)
    precondition(result == 0, "pipe2(2) failed")
    return (ends[0], ends[1])
}
