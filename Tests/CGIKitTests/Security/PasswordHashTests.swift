import Testing

@testable import CGIKit

@Suite struct PasswordHashTests {
    @Test func verifiesHashesOfEveryWerkzeug() throws {
        for vector in try vectors("password_vectors.json", "vectors") {
            let isRight = try PasswordHash.verify(vector["password"]!.string!, stored: vector["hash"]!.string!)
            if let recommended = vector["recommended"]?.bool {
                #expect(isRight == recommended, CGIKitTests.vector(vector))
            }
        }
    }

    @Test func generatesWhatWerkzeugGenerates() throws {
        let stored = try PasswordHash.generate("pässwörd", cost: .werkzeug)
        #expect(stored.hasPrefix("scrypt:32768:8:1$"))
        #expect(stored.utf8.count == 162)
        #expect(try PasswordHash.verify("pässwörd", stored: stored))
        #expect(try !PasswordHash.verify("pässword", stored: stored))
        #expect(!PasswordHash.needsRehash(stored, cost: .werkzeug))
        #expect(try PasswordHash.generate("pässwörd", cost: .werkzeug) != stored)
    }

    @Test func aDummyNeverMatches() throws {
        #expect(try !PasswordHash.verifyDummy("password", cost: .werkzeug))
    }

    @Test(arguments: [
        ("scrypt:32768:8:1$aB3dE6gH9jK2mN5p$00", false),
        ("scrypt$aB3dE6gH9jK2mN5p$00", false),
        ("scrypt:65536:8:2$aB3dE6gH9jK2mN5p$00", false),
        ("scrypt:32768:8:1$short$00", true),
        ("scrypt:16384:8:1$aB3dE6gH9jK2mN5p$00", true),
        ("scrypt:32768:1:8$aB3dE6gH9jK2mN5p$00", true),
        ("pbkdf2:sha256:1000000$aB3dE6gH9jK2mN5p$00", true),
        ("sha1$q7Wx2Zt9$00", true),
        ("", true),
    ])
    func needsRehashIfWeakerThanToday(stored: String, needsRehash: Bool) {
        #expect(PasswordHash.needsRehash(stored, cost: .werkzeug) == needsRehash)
    }

    @Test(arguments: [
        "scrypt:2097152:8:1", "scrypt:1073741824:8:1", "scrypt:2:1048576:2", "scrypt:2:1:1048577", "scrypt:9:8:1",
        "scrypt:9223372036854775807:9223372036854775807:9223372036854775807", "scrypt:99999999999999999999999:8:1",
        "scrypt:0:8:1", "scrypt:1024:0:1", "scrypt:1024:8:0", "scrypt:-1024:8:1", "scrypt:1024:8:_1", "scrypt:1024::1",
        "pbkdf2:sha256:5000001", "pbkdf2:sha256:99999999999999999999", "pbkdf2:sha256:0", "pbkdf2:sha256:1__0",
        "pbkdf2:sha256:1_", "pbkdf2:sha256:10:1", "plain", "", "sha256:1",
    ])
    func refusesWorkBeyondItsBounds(method: String) throws {
        #expect(PasswordFunction(method: method) == nil)
        #expect(try !PasswordHash.verify("password", stored: "\(method)$salt$"))
    }

    @Test(arguments: ["null$salt$", "null$$", "pbkdf2:null:1$salt$", "pbkdf2::1$salt$", "pbkdf2:sha256\0:1$salt$x"])
    func noDigestWithoutAResultMatches(stored: String) throws {
        #expect(try !PasswordHash.verify("password", stored: stored))
    }

    @Test func aStampEndsWithThePassword() {
        let hash = "scrypt:32768:8:1$salt$00"
        let stamps = PasswordStamp(keys: SecretKeys(Array("key".utf8))!)
        let stamp = stamps.stamp(of: 7, storedHash: hash)
        #expect(stamp.hasPrefix("7.") && stamp.utf8.count == 24)
        #expect(stamps.verdict(stamp, user: 7, storedHash: hash) == .current)
        #expect(stamps.verdict(stamp, user: 7, storedHash: hash + "1") == .outdated)
        #expect(stamps.verdict(stamp, user: 8, storedHash: hash) == .ofAnotherUser)
        let moved = "8." + stamp.dropFirst(2)
        for wrong in ["", "7", "7.", ".", stamp + ".", stamp + "A", "7" + stamp, "x" + stamp.dropFirst(), moved] {
            #expect(stamps.verdict(wrong, user: wrong == moved ? 8 : 7, storedHash: hash) != .current, "\(wrong)")
        }
        let rotated = PasswordStamp(keys: SecretKeys(Array("new".utf8), older: [Array("key".utf8)])!)
        #expect(rotated.verdict(stamp, user: 7, storedHash: hash) == .current)
        #expect(rotated.stamp(of: 7, storedHash: hash) != stamp)
    }
}
