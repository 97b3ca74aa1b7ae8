import CGIKit
import Testing

/// What other programs make of a message is tested with Python's parser; here is what its bytes are.
@Suite struct EmailMessageTests {
    private func lines(
        to name: String? = nil, subject: String = "Hello", text: String = "Hi", html: String = "<p>Hi",
        unsubscribe: String? = nil
    ) -> [String] {
        let message = EmailMessage(
            from: Mailbox("The Club <club@example.org>")!, to: Mailbox(name, EmailAddress("zoe@example.org")!),
            subject: subject, date: HTTPDate(seconds: 1_767_225_600), messageID: "abc@example.org",
            text: Array(text.utf8),
            html: Array(html.utf8), unsubscribeURL: unsubscribe)
        var lines: [String] = []
        var line: [UInt8] = []
        for byte in message.bytes {
            line.append(byte)
            if byte == 0x0A {
                lines.append(String(decoding: line, as: UTF8.self))
                line = []
            }
        }
        #expect(line.isEmpty, "the last line has an end")
        return lines.map { line in
            #expect(line.hasSuffix("\r\n"), "each line ends with CRLF")
            return String(line.unicodeScalars.dropLast(2))
        }
    }

    @Test func headersAreThoseThatMailHas() {
        #expect(
            lines(unsubscribe: "https://example.org/u?token=x").prefix(10) == [
                "From: \"The Club\" <club@example.org>", "To: zoe@example.org", "Subject: Hello",
                "Date: Thu, 01 Jan 2026 00:00:00 +0000", "Message-ID: <abc@example.org>",
                "Auto-Submitted: auto-generated",
                "List-Unsubscribe: <https://example.org/u?token=x>",
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                "MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=\"=_alternative\"",
            ])
    }

    private static let evil = [
        "a\r\nBcc: eve@example.org", "a\nBcc: eve@example.org", "a\rBcc: eve@example.org", "a\r\n\r\n<script>",
        "\r\nBcc: eve@example.org", "a\u{0}b", "a\u{85}Bcc: x", "a\u{2028}Bcc: x", "ä\r\nBcc: eve@example.org",
        "a\" <eve@example.org>, \"b", "a\\", "=?utf-8?Q?=0D=0ABcc:_eve@example.org?=", "=?utf-8?B?DQpCY2M6IGU=?=",
        String(repeating: "a ", count: 2000), String(repeating: "a", count: 2000),
        String(repeating: "\r\n ", count: 99),
        String(repeating: "ä", count: 500), "",
    ]

    @Test(arguments: evil)
    func noNameOrSubjectAddsAHeaderOrALongLine(text: String) {
        for lines in [lines(to: text), lines(subject: text)] {
            let end = lines.firstIndex(of: "")!
            let headers = lines[..<end]
            #expect(
                headers.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } } == [
                    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
                ])
            for line in headers {
                #expect(line.utf8.count <= 76 && line.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(line)")
            }
        }
    }

    @Test(arguments: [
        ("ä", "=C3=A4"), ("a=b", "a=3Db"), ("a ", "a=20"), ("a\t", "a=09"), ("a b", "a b"), (".", "."),
        ("a\u{0}", "a=00"),
        (String(repeating: "x", count: 76), String(repeating: "x", count: 76)),
        (String(repeating: "x", count: 77), String(repeating: "x", count: 75) + "=|xx"),
        (String(repeating: "x", count: 75) + "ä", String(repeating: "x", count: 75) + "=|=C3=A4"),
        ("a\nb", "a|b"), ("a\r\nb", "a|b"), ("a\rb", "a|b"), ("a\n\nb", "a||b"), ("a \nb", "a=20|b"),
    ])
    func textIsQuotedPrintable(text: String, expected: String) {
        let lines = lines(text: text)
        let start = lines.firstIndex { $0.hasPrefix("Content-Transfer-Encoding") }! + 2
        let end = lines[start...].firstIndex { $0.hasPrefix("--=_") }!
        #expect(lines[start..<(end - 0)].joined(separator: "|") == expected)
    }
}
