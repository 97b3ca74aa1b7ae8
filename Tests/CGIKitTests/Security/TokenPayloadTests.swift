import Testing

@testable import CGIKit

@Suite struct TokenPayloadTests {
    @Test func whatIsNotOfferedToZlibWouldNotShrink() {
        var random = SeededGenerator(seed: 1)
        var skipped = 0
        for _ in 0..<2000 {
            let token = (0..<40).map { _ in "0123456789abcdef".randomElement(using: &random)! }
            for text in ["\"\(String(token))\"", "{\"csrf_token\":\"\(String(token))\"}"] {
                let bytes = Array(text.utf8)
                guard TokenPayload.isCSRFTokenAlone(bytes) else { continue }
                skipped += 1
                #expect(Zlib.compress(bytes).count >= bytes.count - 1)
            }
        }
        #expect(skipped > 2000)
    }

    @Test(arguments: [
        "\"0123456789abcdef0123456789abcdef01234567\"", "\"" + String(repeating: "a", count: 40) + "\"",
        "\"c8d7d0ef0eedfa82d2ea1aa592845b9a6d4b02b7x\"",
        "{\"csrf_tokem\":\"c8d7d0ef0eedfa82d2ea1aa592845b9a6d4b02b7\"}",
        "\"g8d7d0ef0eedfa82d2ea1aa592845b9a6d4b02b7\"", "\"\"", "",
    ])
    func allElseIsLeftToZlib(text: String) {
        #expect(!TokenPayload.isCSRFTokenAlone(Array(text.utf8)))
    }
}
