import Testing

@testable import CGIKit

@Suite struct SignerTests {
    @Test func derivesKeysAsItsdangerousDoes() throws {
        for vector in try vectors("session_vectors.json", "derive") {
            let derivation = try #require(Signer.KeyDerivation(vector["derivation"]!.string!))
            let secret = vector["secret"]!
            let signer = Signer(
                keys: secret.secretKeys, salt: vector["salt"]!.string!, derivation: derivation, digest: .sha1)
            #expect(Hex.encode(signer.derivedKey(secret.secretBytes)) == vector["key_hex"]?.string)
            #expect(
                Base64.encode(signer.signature(of: Array("abc.def".utf8))) == vector["signature_of_abc.def"]?.string)
        }
    }

    @Test func timestampsAreBigEndianWithoutLeadingZeros() throws {
        for vector in try vectors("session_vectors.json", "timestamps") {
            let seconds = Int64(vector["unix"]!.int!)
            let encoded = Base64.encode(TimedSigner.bytes(ofTimestamp: seconds))
            #expect(encoded == vector["encoded"]?.string)
            #expect(TimedSigner.timestamp(Array(encoded.utf8)[...]) == seconds)
        }
    }

    @Test(
        arguments: [
            ("AABpVbkA", 1_767_225_600), ("", 0), ("AQEBAQEBAQEB", nil), ("A", nil), ("!", nil),
            ("__________8", 1 << 62),
        ] as [(String, Int64?)])
    func readsTimestampsOfAtMostEightBytes(text: String, seconds: Int64?) {
        #expect(TimedSigner.timestamp(Array(text.utf8)[...]) == seconds)
    }

    @Test func verifiesWithEveryKeyAndSignsWithTheFirst() throws {
        let old = Signer(keys: SecretKeys(Array("old".utf8))!, salt: "s")
        let new = Signer(keys: SecretKeys(Array("new".utf8), older: [Array("x".utf8), Array("old".utf8)])!, salt: "s")
        let value = Array("value.with.dots".utf8)
        #expect(try new.unsign(old.sign(value)) == value)
        #expect(try new.unsign(new.sign(value)) == value)
        #expect(throws: TokenError.badSignature) { try old.unsign(new.sign(value)) }
    }

    @Test func aSaltIsAPurpose() {
        let keys = SecretKeys(Array("key".utf8))!
        for derivation in [Signer.KeyDerivation.hmac, .djangoConcat, .concat] {
            let signed = Signer(keys: keys, salt: "a", derivation: derivation).sign([1])
            #expect(throws: TokenError.badSignature) {
                try Signer(keys: keys, salt: "b", derivation: derivation).unsign(signed)
            }
        }
    }

    @Test func everyChangedByteOfTheValueShows() {
        let signer = Signer(keys: SecretKeys(Array("key".utf8))!, salt: "s")
        let signed = signer.sign(Array("some value".utf8))
        for index in 0..<10 {
            var changed = signed
            changed[index] ^= 1
            #expect(throws: TokenError.badSignature) { try signer.unsign(changed) }
        }
    }

    @Test func keysAreNeverEmptyAndNeverShown() {
        #expect(SecretKeys([]) == nil)
        #expect(SecretKeys([1], older: [[]]) == nil)
        let keys = SecretKeys([222, 173], older: [[190, 239]])!
        #expect("\(keys)" == "SecretKeys(2)")
        #expect(!"\(Signer(keys: keys, salt: "s"))".contains("222"))
    }
}
