import CGIKit
import CSystem

/// Hands messages to a program that takes them as sendmail does: from standard input, for the recipients in its arguments.
struct ProgramTransport: MailTransport {
    private let path: String
    private let timeout: Int

    init(_ path: String, timeout: Int) {
        self.path = path
        self.timeout = timeout
    }

    func deliver(_ envelope: MailEnvelope) -> Delivery {
        let arguments = ["-i", "-f", envelope.sender, "--", envelope.recipient]
        do throws(SystemError) {
            let input = try temporaryFile(localLines(envelope.content))
            let result = try ChildProcess.run(path, arguments, input: input.descriptor, timeout: timeout)
            return verdict(result)
        } catch {
            return .unreachable(error.description)
        }
    }

    /// By the exit codes of `sysexits.h`, which all of these programs use.
    private func verdict(_ result: ChildProcess.Result) -> Delivery {
        let words = "\(path) exit code \(result.exitCode)" + (result.output.isEmpty ? "" : ": \(result.output)")
        switch result.exitCode {
        case 0: return .accepted(words)
        // EX_USAGE, EX_DATAERR, EX_NOINPUT, EX_NOUSER, EX_NOHOST
        case 64...68: return .refused(words)
        // EX_TEMPFAIL
        case 75: return .deferred(words)
        default: return .unreachable(words)
        }
    }

    /// Programs of this machine end lines with a line feed alone.
    private func localLines(_ content: [UInt8]) -> [UInt8] { content.filter { $0 != 0x0D } }

    /// A file without a name, to be read from its start.
    private func temporaryFile(_ content: [UInt8]) throws(SystemError) -> File {
        var name = Array("/tmp/sitectl-XXXXXX\0".utf8CString)
        let file = File(owning: try systemCall("mkostemp", "/tmp") { mkostemp(&name, O_CLOEXEC) })
        unlink(name)
        try file.write(content, path: "/tmp")
        try systemCall("lseek", "/tmp") { lseek(file.descriptor, 0, SEEK_SET) }
        return file
    }
}
