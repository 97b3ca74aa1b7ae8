/// A short mark by which one state of something is told from another (FNV-1a of 64 bits). No secret, and no protection
/// against whoever would make two states look the same.
struct Fingerprint {
    private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ text: String) {
        for byte in text.utf8 { addByte(byte) }
        // So that no text runs into the next.
        addByte(0xFF)
    }

    mutating func add(_ bytes: [UInt8]) {
        add(Int64(bytes.count))
        for byte in bytes { addByte(byte) }
    }

    mutating func add(_ number: Int64) {
        for shift in 0..<8 { addByte(UInt8(truncatingIfNeeded: number >> (shift * 8))) }
    }

    private mutating func addByte(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

    var text: String { String(hash, radix: 36) }
}
