import ArgumentParser
import CSystem

/// What commands print: bytes to standard output, messages to standard error.
enum Output {
    static func write(_ bytes: [UInt8]) throws { try write(bytes, to: STDOUT_FILENO) }

    /// A line of text on standard output.
    static func line(_ text: String) throws { try write(Array("\(text)\n".utf8), to: STDOUT_FILENO) }

    /// A message for people on standard error.
    static func message(_ text: String) { try? write(Array("\(text)\n".utf8), to: STDERR_FILENO) }

    /// Ends the command with exit code 1 after a message.
    static func failure(_ text: String) -> ExitCode {
        message(text)
        return .failure
    }

    private static func write(_ bytes: [UInt8], to descriptor: CInt) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { CSystem.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, csystem_errno() == EINTR { continue }
            guard count >= 0 else {
                throw failure("sitectl: cannot write: \(String(cString: strerror(csystem_errno())))")
            }
            rest = rest.dropFirst(count)
        }
    }
}
