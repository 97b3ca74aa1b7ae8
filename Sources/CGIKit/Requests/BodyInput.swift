/// Where a request's body comes from: standard input, or bytes in tests.
public struct BodyInput {
    /// Fills the start of a buffer; the count is 0 only at the end.
    let read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int

    public init(_ read: @escaping (UnsafeMutableRawBufferPointer) throws(Failure) -> Int) { self.read = read }

    /// Bytes that arrive in pieces of at most `chunk`.
    public static func bytes(_ bytes: [UInt8], chunk: Int = .max) -> BodyInput {
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
        bytes.append(contentsOf: repeatElement(0, count: wanted))
        let count = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(Failure) in
            try input.read(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[start...])))
        }
        bytes.removeLast(wanted - count)
        guard count > 0 else {
            throw .badRequest("The body ends \(remaining) bytes before its announced length.")
        }
        remaining -= count
    }
}
