/// What a hash by scrypt costs (RFC 7914): `n` and `r` are memory and time, `p` is time.
public struct ScryptCost: Equatable, Sendable {
    /// Iterations and memory; a power of two.
    public let n: Int
    /// The block size.
    public let r: Int
    /// How often the work is repeated.
    public let p: Int

    /// The most work: twice what OWASP asks for.
    private static var limit: Int { 1 << 21 }

    /// Nil if `n` is not a power of two above 1, or n·r·p is above 2²¹.
    @export(interface) public init?(n: Int, r: Int, p: Int) {
        guard [n, r, p].allSatisfy({ (1...ScryptCost.limit).contains($0) }), n > 1, n & (n - 1) == 0 else { return nil }
        let (work, isTooLarge) = (n * r).multipliedReportingOverflow(by: p)
        guard !isTooLarge, work <= ScryptCost.limit else { return nil }
        (self.n, self.r, self.p) = (n, r, p)
    }

    /// Reads `131072:8:1`, or `scrypt:131072:8:1` as in a hash; nil if it is neither.
    @export(interface) public init?(_ text: String) {
        let bytes = text.utf8.starts(with: "scrypt:".utf8) ? text.utf8.dropFirst(7) : text.utf8[...]
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        guard parts.count == 3, let n = parts[0], let r = parts[1], let p = parts[2] else { return nil }
        self.init(n: n, r: r, p: p)
    }

    private init(exponent: Int, p: Int) { (n, r, self.p) = (1 << exponent, 8, p) }

    /// Werkzeug's cost since 3.0, which is also that of a stored hash that names none.
    public static var werkzeug: ScryptCost { ScryptCost(exponent: 15, p: 1) }

    /// What OWASP's Password Storage Cheat Sheet recommends, in the form that uses at most a sixteenth of a machine's
    /// memory; the smallest form needs 8 MB.
    ///
    /// - Parameter memory: The machine's memory in bytes.
    @export(interface) public static func recommended(memory: Int) -> ScryptCost {
        let equals = [(17, 1), (16, 2), (15, 3), (14, 5)].map { ScryptCost(exponent: $0.0, p: $0.1) }
        return equals.first { $0.memory <= memory / 16 } ?? ScryptCost(exponent: 13, p: 10)
    }

    /// The recommended cost for this machine.
    public static var recommended: ScryptCost { recommended(memory: MachineMemory.bytes) }

    /// How many bytes of memory one hash uses while it is computed.
    public var memory: Int { 128 * r * (n + p) }

    /// Grows as the time does.
    var work: Int { n * r * p }

    var method: String { "scrypt:\(n):\(r):\(p)" }
}
