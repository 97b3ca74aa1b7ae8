import Testing

@testable import CGIKit

@Suite struct ScryptCostTests {
    @Test(
        arguments: [
            ("131072:8:1", "scrypt:131072:8:1"), ("scrypt:32768:8:1", "scrypt:32768:8:1"), ("2:1:1", "scrypt:2:1:1"),
            ("262144:8:1", "scrypt:262144:8:1"), ("524288:8:1", nil), ("131071:8:1", nil), ("1:8:1", nil),
            ("131072:8", nil),
            ("131072:8:0", nil), ("-2:8:1", nil), ("131072:8:1:1", nil), ("", nil), ("many", nil),
            ("pbkdf2:2:1:1", nil),
            ("9223372036854775807:8:1", nil), ("99999999999999999999:8:1", nil), ("2:2097152:2097152", nil),
        ] as [(String, String?)])
    func isReadWithinItsBounds(text: String, method: String?) {
        #expect(ScryptCost(text)?.method == method)
    }

    @Test(arguments: [
        (24 << 30, "scrypt:131072:8:1"), (3 << 30, "scrypt:131072:8:1"), (2 << 30, "scrypt:65536:8:2"),
        (1 << 30, "scrypt:32768:8:3"), (512 << 20, "scrypt:16384:8:5"), (64 << 20, "scrypt:8192:8:10"),
        (0, "scrypt:8192:8:10"),
    ])
    func isWhatAMachineHasTheMemoryFor(memory: Int, method: String) {
        #expect(ScryptCost.recommended(memory: memory).method == method)
    }

    /// Whatever has been done, what is missing to the whole is done in parts, but for a hundredth.
    @Test(arguments: [
        ("131072:8:1", 0), ("131072:8:1", 186_000_000), ("131072:8:1", 317_000_000), ("131072:8:1", 379_000_000),
        ("16384:8:5", 80_000_000), ("32768:8:1", 31_000_000), ("8192:8:10", 160_000_000),
    ])
    func whatIsMissingIsDoneInParts(text: String, spent: Int64) throws {
        let cost = try #require(ScryptCost(text))
        // What the work that was done is worth is told by a part that took 400 nanoseconds for each step.
        let rest = cost.rest(after: cost.part, took: Int64(cost.part.work) * 400, spent: spent)
        let done = cost.part.work + rest.reduce(0) { $0 + $1.work } + Int(spent) / 400
        #expect(abs(done - cost.work) <= cost.work / 30)
        #expect(rest.allSatisfy { $0.memory <= cost.memory })
    }

    @Test func whatTookLongerIsNotMadeUpFor() {
        let cost = ScryptCost.werkzeug
        for spent: Int64 in [.max, 1_000_000_000, 200_000_000] {
            #expect(cost.rest(after: cost.part, took: Int64(cost.part.work) * 400, spent: spent).isEmpty)
            #expect(cost.rest(after: cost.part, took: 0, spent: spent).isEmpty)
        }
        #expect(cost.parts(of: -1).isEmpty)
    }

    @Test(arguments: [
        ("32768:8:1", ["scrypt:65536:8:1", "scrypt:32768:8:1"]),
        ("16384:8:5", ["scrypt:32768:8:1", "scrypt:16384:8:1"]),
        ("131072:8:1", []), ("262144:8:1", []), ("2:1:1", (10...16).reversed().map { "scrypt:\(1 << $0):8:1" }),
    ])
    func olderScryptIsMadeUpFor(text: String, parts: [String]) throws {
        let (cost, own) = (try #require(ScryptCost("131072:8:1")), try #require(ScryptCost(text)))
        #expect(cost.parts(of: cost.work - own.work).map { $0.method } == parts)
    }

    @Test func thisMachineHasMemory() {
        #expect(MachineMemory.bytes > 1 << 26)
    }

    @Test(arguments: [
        ("131072:8:1", "scrypt:32768:8:1", true), ("131072:8:1", "scrypt:131072:8:1", false),
        ("131072:8:1", "scrypt:65536:8:2", true),
        ("65536:8:2", "scrypt:131072:8:1", false), ("16384:8:5", "scrypt:131072:8:1", false),
        ("1024:8:1", "scrypt:32768:8:1", false),
    ])
    func aWeakerHashIsMadeAnew(cost: String, method: String, needsRehash: Bool) throws {
        let cost = try #require(ScryptCost(cost))
        #expect(PasswordHash.needsRehash("\(method)$aB3dE6gH9jK2mN5p$00", cost: cost) == needsRehash)
    }
}
