import CSystem
import HTTPTypes

/// Answers the request that this process was started for, and ends the process. A whole script:
///
/// ```swift
/// import CGIKit
///
/// serve(allowing: [.get, .post]) { (request) throws(Failure) in
///     .text("Hello, \(try request.form()["name"] ?? "world")!\n")
/// }
/// ```
@export(interface) public func serve(
    allowing methods: [HTTPRequest.Method] = [.get],
    errorPage: @escaping Script.ErrorPage = { _, _ in nil },
    _ view: @escaping Script.View
) -> Never {
    Script(allowing: methods, errorPage: errorPage, view: view).run()
}

extension Script {
    /// Answers the request that this process was started for, and ends the process at once: the server waits for that.
    @export(interface) public func run() -> Never {
        csystem_prefer_speed_in_malloc()
        // A client that goes away must be an error of write(2), not a signal.
        csystem_ignore_signal(SIGPIPE)
        // And so must a file that would grow beyond what the process may write.
        csystem_ignore_signal(SIGXFSZ)
        let body = ProcessBody()
        let answer = answer(.process, body: body.input, log: writeToErrorLog)
        body.discardRest(.process)
        // lighttpd ends a script that has answered, and what is left to do is short.
        csystem_ignore_signal(SIGTERM)
        do throws(SystemError) {
            try writeAll(answer.head, answer.body, to: STDOUT_FILENO, subject: "standard output")
        } catch {
            // A client gone away is nobody's failure.
            if error.errno != .brokenPipe && error.errno != .connectionReset {
                writeToErrorLog(answer.log.line("system: \(error.description)"))
            }
        }
        afterwards { writeToErrorLog(answer.log.line($0)) }
        _exit(0)
    }
}

/// One call of write(2), so that the lines of many processes do not mix.
private func writeToErrorLog(_ line: String) {
    var line = line
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
