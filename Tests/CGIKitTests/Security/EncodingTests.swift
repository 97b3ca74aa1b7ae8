import Testing

@testable import CGIKit

@Suite struct EncodingTests {
    /// RFC 4648, section 10, and every residue with high bits.
    @Test(arguments: [
        ("", "", ""), ("66", "Zg", "Zg=="), ("666f", "Zm8", "Zm8="), ("666f6f", "Zm9v", "Zm9v"),
        ("666f6f62", "Zm9vYg", "Zm9vYg=="), ("fbff", "-_8", "+/8="), ("ffffff", "____", "////"),
    ])
    func base64(hex: String, url: String, standard: String) {
        let bytes = Hex.decode(hex)!
        #expect(Base64.encode(bytes) == url)
        #expect(Base64.encode(bytes, .standard) == standard)
        #expect(Base64.decode(url) == bytes)
        #expect(Base64.decode(standard) == bytes)
    }

    @Test(
        arguments: [
            ("Zg=", [0x66]), ("Zh", [0x66]), ("Zg====", [0x66]), ("Z", nil), ("Zm9vY", nil), ("Zm 9v", nil),
            ("Zm!v", nil),
            ("=", []), ("Z=g", nil), ("é", nil), ("Zg\n", nil), ("Zg\0\0", nil),
        ] as [(String, [UInt8]?)])
    func base64IsLenientOnlyWithPaddingAndUnusedBits(text: String, bytes: [UInt8]?) {
        #expect(Base64.decode(text) == bytes)
    }

    @Test(
        arguments: [
            ("", []), ("00ff", [0, 255]), ("aAfF", [0xAA, 0xFF]), ("0", nil), ("0g", nil), ("+1", nil), (" 1", nil),
        ] as [(String, [UInt8]?)])
    func hex(text: String, bytes: [UInt8]?) {
        #expect(Hex.decode(text) == bytes)
        if let bytes { #expect(Hex.encode(bytes) == text.lowercased()) }
    }

    @Test(
        arguments: [
            ([], [], true), ([1], [1], true), ([1], [2], false), ([1], [1, 0], false), ([], [0], false),
        ] as [([UInt8], [UInt8], Bool)])
    func equalityInConstantTime(left: [UInt8], right: [UInt8], isEqual: Bool) {
        #expect(isEqualInConstantTime(left, right) == isEqual)
    }

    /// FIPS 180 examples; RFC 2202 and 4231, test cases 1, 2 and 6 (a key longer than a block).
    @Test func digests() {
        let abc = Array("abc".utf8)
        #expect(Hex.encode(Digest.sha1.hash(abc)) == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(
            Hex.encode(Digest.sha256.hash([], abc))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Hex.encode(Digest.sha512.hash(Array("a".utf8), Array("bc".utf8))).hasPrefix("ddaf35a193617abacc417349ae"))
        #expect(Hex.encode(Digest.sha1.hash([])) == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
    }

    @Test(arguments: [
        (
            Digest.sha1, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There",
            "b617318655057264e28bc0b6fb378c8ef146be00"
        ),
        (.sha1, "4a656665", "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        (
            .sha256, "4a656665", "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            .sha256, String(repeating: "aa", count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            .sha512, "4a656665", "what do ya want for nothing?",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
        ),
    ])
    func authenticationCodes(digest: Digest, key: String, message: String, code: String) {
        #expect(Hex.encode(digest.authenticationCode(key: Hex.decode(key)!, message: Array(message.utf8))) == code)
    }

    @Test func randomTokensDifferAndFitAddresses() throws {
        let tokens = try (0..<50).map { _ in try RandomSource.system.token() }
        #expect(Set(tokens).count == 50)
        #expect(tokens.allSatisfy { $0.utf8.count == 43 })
        #expect(try RandomSource.system.bytes(0).isEmpty)
        #expect(try RandomSource.system.bytes(1000).count == 1000)
        let letters = try RandomSource.system.letters(5000)
        #expect(letters.utf8.count == 5000)
        #expect(Set(letters).count == 62)
    }
}
