/// The source of a request's body: standard input, or bytes in tests.
public struct BodyInput {
    /// Fills the start of a buffer; the count is 0 only at the end.
    let read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    /// Says in how many seconds all of it must have arrived; 0 is no limit.
    let limitTime: (Int) -> Void

    /// A source of one's own.
    ///
    /// - Parameters:
    ///   - limitTime: Told once in how many seconds the whole body must have arrived; 0 sets no limit.
    ///   - read: Fills the start of a buffer and returns the number of bytes, which is 0 only at the end.
    @export(interface) public init(
        limitTime: @escaping (Int) -> Void = { _ in },
        _ read: @escaping (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) {
        self.read = read
        self.limitTime = limitTime
    }

    /// Bytes that arrive in pieces of at most `chunk`.
    @export(interface) public static func bytes(_ bytes: [UInt8], chunk: Int = .max) -> BodyInput {
        var rest = bytes[...]
        return BodyInput { (buffer) throws(Failure) in
            let count = min(rest.count, buffer.count, chunk)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
    }
}

/// Reads a body up to its announced length, and never beyond: the server need not end the stream there
/// (RFC 3875, section 4.2).
struct BodyReader {
    let input: BodyInput
    private(set) var remaining: Int

    init(_ input: BodyInput, length: Int) {
        self.input = input
        remaining = length
    }

    /// Appends what arrives next, at most `limit` bytes; nothing only when the body is complete.
    mutating func read(_ limit: Int, appendingTo bytes: inout [UInt8]) throws(Failure) {
        let start = bytes.count
        let wanted = min(limit, remaining)
        guard wanted > 0 else { return }
        // (Not filled with zeros first: a body may come byte by byte.)
        try bytes.append(addingCapacity: wanted) { (span) throws(Failure) in
            try span.withUnsafeMutableBufferPointer { (buffer, filled) throws(Failure) in
                filled = try input.read(
                    UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[..<wanted])))
            }
        }
        let count = bytes.count - start
        guard count > 0 else {
            throw .badRequest("The body ends \(remaining) bytes before its announced length.")
        }
        remaining -= count
    }
}
