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
