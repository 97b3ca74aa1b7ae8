import CGIKit
import CGIKitTesting
import TestSupport
import Testing

/// Thousands of damaged forms, the same in every run: each is read or refused, none crashes or hangs.
@Suite struct FormFuzzTests {
    @Test(.timeLimit(.minutes(1)))
    func damagedMultipartFormsAreReadOrRefused() throws {
        let seeds = [
            TestBody.multipart([TestPart("a", "b"), TestPart("file", filename: "f.txt", bytes: Array("x\r\n--".utf8))]),
            TestBody.multipart([TestPart("é", "\r\n\r\n"), TestPart("b", String(repeating: "-", count: 300))]),
            TestBody.multipart([TestPart("a", "")], boundary: "-"),
        ]
        damage(seeds, rounds: 3000)
    }

    @Test(.timeLimit(.minutes(1)))
    func damagedURLEncodedFormsAreReadOrRefused() throws {
        damage([.form([("name", "Zoë & Co"), ("b", "1+1=2%"), ("", "")])], rounds: 3000)
    }

    private func damage(_ seeds: [TestBody], rounds: Int) {
        var random = SeededGenerator(seed: 20_240_229)
        var read = 0
        for round in 0..<rounds {
            let seed = seeds[round % seeds.count]
            var bytes = seed.bytes
            for _ in 0...Int.random(in: 0...3, using: &random) { mutate(&bytes, &random) }
            let chunk = Int.random(in: 1...40, using: &random)
            let answer = refusal {
                let request = try request(body: TestBody(bytes, contentType: seed.contentType), chunk: chunk)
                let form = try request.form()
                for file in form.files { _ = try file.contents() }
            }
            if answer.isEmpty { read += 1 } else { #expect(answer.hasPrefix("400 "), "\(bytes)") }
        }
        #expect(read > rounds / 20 && read < rounds)
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: bytes.indices, using: &random)
        let interesting = Array("\r\n-%&=;:\"\\ \0".utf8) + [0xFF, 0xC3]
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[index] = interesting.randomElement(using: &random)!
        case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.remove(at: index)
        case 3: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...30, using: &random)))
        default:
            let length = min(bytes.count - index, Int.random(in: 1...60, using: &random))
            bytes.insert(
                contentsOf: bytes[index..<(index + length)], at: Int.random(in: 0...bytes.count, using: &random))
        }
    }
}
