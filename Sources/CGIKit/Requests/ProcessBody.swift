import CSystem
import HTTPTypes

/// The body on standard input of a process, of which nothing may be left when the process ends.
///
/// Apache's mod_cgid sends the whole body before it reads any of the answer, over one socket; if the script ends without
/// having taken the body, the client gets no answer at all, and if the script first sends more than the socket holds,
/// both wait for ever.
///
/// A client that sends a few bytes now and then would hold the process for as long as it likes: a body has a whole time.
final class ProcessBody {
    private var received = 0
    private let startedAt = monotonicMilliseconds()
    private var seconds = RequestLimits().bodySeconds

    /// Beyond this a client that sends what nobody asked for is better cut off. In bytes.
    private static var discardLimit: Int { 64 << 20 }

    var input: BodyInput {
        BodyInput(limitTime: { [self] in seconds = $0 }) { [self] (buffer) throws(Failure) in
            guard try failing({ () throws(SystemError) in try hasArrived() }) else {
                throw .request(
                    RequestError(.requestTimeout, "What was sent took more than \(seconds) seconds to arrive."))
            }
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
            guard (try? hasArrived()) == true, let count = try? read(part), count > 0 else { return }
            rest -= count
        }
    }

    /// A chunked body has no length, but an end.
    private func announced(_ environment: Environment) -> Int {
        if let length = ContentLength.announced(environment) { return length ?? 0 }
        return environment["HTTP_TRANSFER_ENCODING"] == nil ? 0 : received + ProcessBody.discardLimit
    }

    /// Waits for the next bytes or the end; false if neither has come in time.
    private func hasArrived() throws(SystemError) -> Bool {
        guard seconds > 0 else { return true }
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        let ready = try systemCall("poll", "standard input") {
            let rest = startedAt + Int64(seconds) * 1000 - monotonicMilliseconds()
            return rest > 0 ? poll(&input, 1, CInt(min(rest, Int64(CInt.max)))) : 0
        }
        return ready > 0
    }

    private func read(_ buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        try systemCall("read", "standard input") { CSystem.read(STDIN_FILENO, buffer.baseAddress, buffer.count) }
    }
}
