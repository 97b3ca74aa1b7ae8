import TestSupport
import Testing

@testable import CGIKit

/// What comes from outside, damaged at random: nothing may trap, and what is taken must survive being written and read.
@Suite struct MutationTests {
    private func mutations(of seeds: [String], rounds: Int, _ body: ([UInt8]) throws -> Void) rethrows {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<rounds {
            var bytes = Array(seeds.randomElement(using: &random)!.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(bytes.randomElement(using: &random)!, at: index)
                default: bytes.removeLast(index)
                }
            }
            try body(bytes)
        }
    }

    @Test func jsonAndSessions() throws {
        let seeds = try vectors("session_vectors.json", "encode").map { $0["payload_json"]!.string! }
        try mutations(of: seeds, rounds: 20_000) { bytes throws in
            guard let value = try? JSONValue(json: bytes, acceptsNaN: true) else { return }
            let written = value.json()
            #expect(try JSONValue(json: written, acceptsNaN: true).json() == written)
            guard let session = try? TaggedJSON.read(value) else { return }
            let json = TaggedJSON.write(session)
            #expect(try TaggedJSON.write(TaggedJSON.read(JSONValue(json: json, acceptsNaN: true))) == json)
        }
    }

    @Test func cookies() throws {
        let good = try vectors("session_vectors.json", "decode").filter { $0["result"]?.string == "session" }
        let keys = SecretKeys(Array("This string will be replaced with a proper key in production.".utf8))!
        let cookies = try SessionCookies(keys: keys, settings: .flask, clock: .fixed(1_767_225_600))
        mutations(of: good.map { "a=\"b\\073\"; session=\($0["cookie"]!.string!); c" }, rounds: 20_000) { bytes in
            let header = CookieHeader(String(decoding: bytes, as: UTF8.self))
            for cookie in header.all {
                guard let written = Cookie(name: cookie.name, value: cookie.value) else { continue }
                #expect(CookieHeader(written.headerValue)[cookie.name]?.utf8.elementsEqual(cookie.value.utf8) == true)
            }
            _ = cookies.open(header).isEmpty
        }
    }

    /// Under a signature of our own, as only the site's key could make it.
    @Test func signedPayloads() throws {
        let cookies = try vectors("session_vectors.json", "encode").map { $0["cookie"]!.string! }
        let payloads = cookies.map { String($0.split(separator: ".").dropLast(2).joined()) }
        mutations(of: payloads + payloads.map { "." + $0 }, rounds: 20_000) { bytes in
            _ = try? JSONValue(tokenPayload: bytes)
        }
    }

    @Test func datesAndOrigins() {
        let dates = ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        mutations(of: dates, rounds: 10_000) { bytes in
            guard let date = HTTPDate(String(decoding: bytes, as: UTF8.self)) else { return }
            #expect(HTTPDate(date.text) == date)
        }
        mutations(of: ["https://user:pw@example.org:8443/a?b#c", "https://[::1]:5000/"], rounds: 10_000) { bytes in
            _ = Origin(String(decoding: bytes, as: UTF8.self))
        }
    }
}
