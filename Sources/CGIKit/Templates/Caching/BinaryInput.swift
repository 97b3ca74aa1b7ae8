import CSystem

/// Numbers and texts from bytes that somebody may have damaged.
struct BinaryInput {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0

    /// - Parameter bytes: must stay where they are for as long as they are read.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// How many bytes are left.
    var remaining: Int { bytes.count - position }

    var rest: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[position...]) }

    @inline(__always)
    mutating func byte() throws(CorruptTree) -> UInt8 {
        guard position < bytes.count else { throw CorruptTree() }
        defer { position += 1 }
        return bytes[position]
    }

    /// A number that is not negative, in as many groups of seven bits as it needs, lowest first (LEB128).
    @inline(__always)
    mutating func count() throws(CorruptTree) -> Int {
        let first = try byte()
        return first < 0x80 ? Int(first) : try longCount(Int(first & 0x7F))
    }

    private mutating func longCount(_ lowest: Int) throws(CorruptTree) -> Int {
        var count = lowest
        for shift in stride(from: 7, to: 56, by: 7) {
            let byte = try byte()
            count |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return count }
        }
        throw CorruptTree()
    }

    /// Eight bytes, lowest first.
    mutating func word() throws(CorruptTree) -> UInt64 {
        let bytes = try bytes(8)
        return UInt64(littleEndian: UnsafeRawPointer(bytes.baseAddress!).loadUnaligned(as: UInt64.self))
    }

    mutating func bytes(_ count: Int) throws(CorruptTree) -> UnsafeBufferPointer<UInt8> {
        guard count <= remaining else { throw CorruptTree() }
        defer { position += count }
        return UnsafeBufferPointer(rebasing: bytes[position..<(position + count)])
    }

    /// What ``Array/append(counted:)`` wrote.
    mutating func counted<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) throws(CorruptTree) -> Result { body(try bytes(try count())) }

    /// Where the bytes are that it would give.
    mutating func countedRange() throws(CorruptTree) -> Range<Int> {
        let count = try bytes(try count()).count
        return (position - count)..<position
    }
}

/// What ``BinaryInput`` reads.
extension [UInt8] {
    mutating func append(count: Int) {
        precondition(count >= 0, "a number that is negative")
        var rest = count
        while rest >= 0x80 {
            append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    mutating func append(word: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
    }

    /// A text after how many bytes it has.
    mutating func append(counted text: String) {
        append(count: text.utf8.count)
        append(text)
    }

    /// Bytes after how many they are.
    mutating func append(counted bytes: [UInt8]) {
        append(count: bytes.count)
        bytes.withUnsafeBufferPointer { append($0) }
    }
}
