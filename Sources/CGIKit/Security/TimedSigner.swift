/// Signs bytes together with the time: `value.timestamp.signature` (itsdangerous' `TimestampSigner`).
public struct TimedSigner {
    private let signer: Signer
    private let clock: Clock

    /// Dates what `signer` signs.
    @export(interface) public init(_ signer: Signer, clock: Clock = .system) {
        self.signer = signer
        self.clock = clock
    }

    /// `value.timestamp.signature`, dated now.
    @export(interface) public func sign(_ value: [UInt8]) -> [UInt8] {
        signer.sign(value + [UInt8(ascii: ".")] + Base64.encoded(TimedSigner.bytes(ofTimestamp: clock.now)))
    }

    /// The value and when it was signed, in seconds since 1970.
    ///
    /// - Parameters:
    ///   - signed: What ``sign(_:)`` made.
    ///   - maxAge: Seconds for which the signature is good, the last included; a signature from the future is not. With
    ///     nil neither is checked.
    /// - Throws: ``TokenError/badSignature``, or ``TokenError/expired(age:)`` for one that is too old or from the
    ///   future.
    @export(interface) public func unsign(
        _ signed: [UInt8], maxAge: Int64?
    ) throws(TokenError) -> (value: [UInt8], signedAt: Int64) {
        let stamped = try signer.unsign(signed)
        guard let separator = stamped.lastIndex(of: UInt8(ascii: ".")),
            let signedAt = TimedSigner.timestamp(stamped[(separator + 1)...])
        else { throw .badSignature }
        let age = clock.now - signedAt
        if let maxAge, age > maxAge || age < 0 { throw .expired(age: age) }
        return (Array(stamped[..<separator]), signedAt)
    }

    /// Big-endian, without leading zeros.
    static func bytes(ofTimestamp seconds: Int64) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = UInt64(max(0, seconds))
        while rest > 0 {
            bytes.append(UInt8(rest & 0xFF))
            rest >>= 8
        }
        return bytes.reversed()
    }

    static func timestamp(_ text: ArraySlice<UInt8>) -> Int64? {
        guard let bytes = Base64.decoded(text), bytes.count <= 8 else { return nil }
        let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // Far enough in the future that subtracting it from any time cannot overflow.
        return Int64(min(value, 1 << 62))
    }
}
