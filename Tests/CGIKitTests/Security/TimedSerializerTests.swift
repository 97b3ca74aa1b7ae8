import TestSupport
import Testing

@testable import CGIKit

@Suite struct TimedSerializerTests {
    @Test func readsAndWritesTokensOfItsdangerous() throws {
        for vector in try vectors("session_vectors.json", "timed_serializer") where vector["timed"]?.bool != false {
            func serializer(at seconds: Int) -> TimedSerializer {
                TimedSerializer(
                    keys: vector["secret"]!.secretKeys, salt: vector["salt"]!.string!,
                    derivation: Signer.KeyDerivation(vector["derivation"]!.string!)!, digest: .sha1,
                    clock: .fixed(Int64(seconds)))
            }
            let token = vector["token"]!.string!
            let maxAge = vector["max_age"]?.int.map { Int64($0) }
            func load() throws -> JSONValue { try serializer(at: vector["now"]!.int!).loads(token, maxAge: maxAge) }
            if vector["ok"]?.bool == true {
                #expect(try load().compactText == vector["value"]!.compactText, CGIKitTests.vector(vector))
                let written = serializer(at: vector["signed_at"]!.int!).dumps(vector["value"]!)
                #expect(written == token, CGIKitTests.vector(vector))
            } else {
                let isExpired = vector["error"]!.string!.hasPrefix("SignatureExpired")
                let error = #expect(throws: TokenError.self, CGIKitTests.vector(vector)) { try load() }
                #expect((error == .badSignature) != isExpired, CGIKitTests.vector(vector))
            }
        }
    }

    @Test(
        arguments: [
            (100, 50, nil), (150, 50, nil), (151, 50, .expired(age: 51)), (99, 50, .expired(age: -1)),
            (99, nil, nil), (100_000, nil, nil), (100, 0, nil), (101, 0, .expired(age: 1)),
        ] as [(Int64, Int64?, TokenError?)])
    func aTokenIsGoodFromItsSecondToItsLimit(now: Int64, maxAge: Int64?, error: TokenError?) throws {
        let keys = SecretKeys(Array("key".utf8))!
        let token = TimedSerializer(keys: keys, clock: .fixed(100)).dumps(.int(7))
        let reader = TimedSerializer(keys: keys, clock: .fixed(now))
        if let error {
            #expect(throws: error) { try reader.loads(token, maxAge: maxAge) }
        } else {
            let (value, signedAt) = try reader.loadsWithDate(token, maxAge: maxAge)
            #expect(value.int == 7)
            #expect(signedAt == 100)
        }
    }

    @Test(arguments: ["", "A", "!!!!", "aGVsbG8", ".aGVsbG8", ".", "eyJhIjoi_yJ9"])
    func aSignedPayloadThatIsNoJSONIsMalformed(payload: String) {
        let keys = SecretKeys(Array("key".utf8))!
        let signer = TimedSigner(Signer(keys: keys, salt: "itsdangerous"), clock: .fixed(0))
        let token = String(decoding: signer.sign(Array(payload.utf8)), as: UTF8.self)
        #expect(throws: TokenError.malformedPayload) {
            try TimedSerializer(keys: keys, clock: .fixed(0)).loads(token, maxAge: nil)
        }
    }

    @Test func aBombIsMalformed() {
        let bomb = [UInt8(ascii: ".")] + Base64.encoded(Zlib.compress([UInt8](repeating: 0x20, count: 300_000)))
        #expect(bomb.count < 600)
        #expect(throws: TokenError.malformedPayload) { try TokenPayload.decode(bomb) }
        let large = Zlib.compress([UInt8](repeating: 0x20, count: 256 << 10))
        #expect(Zlib.decompress(large, limit: 256 << 10)?.count == 256 << 10)
        #expect(Zlib.decompress(large, limit: (256 << 10) - 1) == nil)
    }

    @Test func smallTablesCompressToTheSame() {
        var random = SeededGenerator(seed: 1)
        for round in 0..<3000 {
            let letters = UInt8.random(in: 1...64, using: &random)
            var bytes: [UInt8] = []
            while bytes.count < Int.random(in: 0...1000, using: &random) {
                if round.isMultiple(of: 2), bytes.count > 8, Bool.random(using: &random) {
                    bytes += bytes.suffix(Int.random(in: 1...8, using: &random))
                } else {
                    bytes.append(0x20 + UInt8.random(in: 0..<letters, using: &random))
                }
            }
            bytes = Array(bytes.prefix(1000))
            #expect(Zlib.compress(bytes) == Zlib.compress(bytes, .usual))
        }
    }
}
