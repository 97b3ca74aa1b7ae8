import CGIKit
import Testing

@Suite struct MarkupTests {
    @Test(arguments: [
        ("", ""),
        ("plain ë 👍", "plain ë 👍"),
        (#"<a href="x">'&'</a>"#, "&lt;a href=&#34;x&#34;&gt;&#39;&amp;&#39;&lt;/a&gt;"),
    ])
    func escapesAsMarkupsafeDoes(text: String, html: String) {
        #expect(Markup(escaping: text).html == html)
    }

    /// Eight bytes are looked at at once: every byte that text can have, at every place among them, beside each neighbour.
    @Test func escapesEachByteAtEachPlace() {
        let escapes: [UInt8: String] = [0x26: "&amp;", 0x3C: "&lt;", 0x3E: "&gt;", 0x27: "&#39;", 0x22: "&#34;"]
        func escaped(_ text: [UInt8]) -> [UInt8] { text.flatMap { escapes[$0].map { Array($0.utf8) } ?? [$0] } }
        for byte in UInt8.min...UInt8.max {
            for length in 1...17 {
                for place in 0..<length {
                    for filler: UInt8 in [0x00, 0x21, 0x25, 0x26, 0x3D, 0xFF] {
                        var text = [UInt8](repeating: filler, count: length)
                        text[place] = byte
                        var html: [UInt8] = []
                        text.withUnsafeBufferPointer { Markup.escape($0, into: &html) }
                        if html != escaped(text) { Issue.record("\(text) becomes \(html)") }
                    }
                }
            }
        }
    }
}
