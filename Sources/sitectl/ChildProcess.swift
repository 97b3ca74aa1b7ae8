import CGIKit
import CSystem

/// A program that is run to its end.
enum ChildProcess {
    struct Result {
        /// -1: ended by a signal.
        let exitCode: CInt
        /// The beginning of what it printed on standard output and standard error.
        let output: String
    }

    private static var longestOutput: Int { 1000 }

    /// - Parameters:
    ///   - input: the descriptor that is its standard input.
    ///   - timeout: seconds after which it is killed.
    static func run(
        _ path: String, _ arguments: [String], input: CInt, timeout: Int
    ) throws(SystemError) -> Result {
        var ends: [CInt] = [0, 0]
        try systemCall("pipe2", path) { pipe2(&ends, O_CLOEXEC) }
        let output = File(owning: ends[0])
        let process: pid_t
        do {
            let inner = File(owning: ends[1])
            process = try spawn(path, arguments, input: input, output: inner.descriptor)
        }
        let text = read(output.descriptor, until: now + timeout)
        if text == nil { kill(process, SIGKILL) }
        var status: CInt = 0
        try systemCall("waitpid", path) { waitpid(process, &status, 0) }
        return Result(exitCode: csystem_exit_code(status), output: text ?? "it took more than \(timeout) seconds")
    }

    private static func spawn(
        _ path: String, _ arguments: [String], input: CInt, output: CInt
    ) throws(SystemError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)

        // Signals reach it as if nobody held them back here; Ctrl-C is not for it.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, path, &actions, &attributes, &words, csystem_environ())
        guard code == 0 else { throw SystemError("execute", path, Errno(code: code)) }
        return process
    }

    /// What it prints until it ends; nil if it does not in time.
    private static func read(_ descriptor: CInt, until deadline: Int) -> String? {
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = deadline - now
            guard left > 0 else { return nil }
            guard poll(&event, 1, CInt(min(left, 1000) * 1000)) > 0 else { continue }
            let count = CSystem.read(descriptor, &buffer, buffer.count)
            if count == -1, csystem_errno() == EINTR { continue }
            guard count > 0 else { break }
            text += buffer[..<count].prefix(max(0, longestOutput - text.count))
        }
        while text.last == 0x0A || text.last == 0x20 { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }

    /// Seconds of a clock that only goes forward.
    private static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int(time.tv_sec)
    }
}
