import CSystem

/// The body on standard input of a process, of which nothing may be left when the process ends.
///
/// Apache's mod_cgid sends the whole body before it reads any of the answer, over one socket; if the script ends without
/// having taken the body, the client gets no answer at all, and if the script first sends more than the socket holds,
/// both wait for ever.
final class ProcessBody {
    private var received = 0

    /// Beyond this a client that sends what nobody asked for is better cut off. In bytes.
    private static var discardLimit: Int { 64 << 20 }

    var input: BodyInput {
        BodyInput { [self] (buffer) throws(Failure) in
            let count = try failing { () throws(SystemError) in try read(buffer) }
            received += count
            return count
        }
    }

    /// Takes what the server still sends, if anything.
    func discardRest(_ environment: Environment) {
        var rest = announced(environment) - received
        guard rest > 0, rest <= ProcessBody.discardLimit else { return }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 1)
        defer { buffer.deallocate() }
        while rest > 0 {
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(rest))
            guard let count = try? read(part), count > 0 else { return }
            rest -= count
        }
    }

    /// A chunked body has no length, but an end.
    private func announced(_ environment: Environment) -> Int {
        if let length = ContentLength.announced(environment) { return length ?? 0 }
        return environment["HTTP_TRANSFER_ENCODING"] == nil ? 0 : received + ProcessBody.discardLimit
    }

    private func read(_ buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        try systemCall("read", "standard input") { CSystem.read(STDIN_FILENO, buffer.baseAddress, buffer.count) }
    }
}
