import CGIKit
import Foundation
import HTTPTypes
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct AtomFeedTests {
    private func entry(_ title: String, updated: Int64, html: String = "") -> AtomFeed.Entry {
        AtomFeed.Entry(
            id: "tag:a.example,2026:\(updated)", title: title, url: "https://a.example/?a=1&b=\"2\"", author: "Zoë <z>",
            published: 1, updated: updated, content: Markup(html: html),
            contentURL: "https://a.example/b?c&\"", categories: ["a & b"])
    }

    private func feed(_ entries: [AtomFeed.Entry]) -> Response {
        AtomFeed(
            id: "tag:a.example,2026:feed", title: "A & <B>", feedURL: "https://a.example/feed.atom",
            pageURL: "https://a.example/", updated: 5, entries: entries
        ).response
    }

    @Test func isWrittenAsRFC4287Says() {
        let response = feed([entry("Über <x>", updated: 7, html: "<p>a &amp; b</p>")])
        #expect(response.headers[.contentType] == "application/atom+xml; charset=utf-8")
        #expect(
            String(decoding: response.body, as: UTF8.self) == """
                <?xml version="1.0" encoding="utf-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom">
                <id>tag:a.example,2026:feed</id>
                <title>A &amp; &lt;B&gt;</title>
                <updated>1970-01-01T00:00:07Z</updated>
                <link rel="self" type="application/atom+xml" href="https://a.example/feed.atom"/>
                <link rel="alternate" type="text/html" href="https://a.example/"/>
                <entry>
                <id>tag:a.example,2026:7</id>
                <title>Über &lt;x&gt;</title>
                <link rel="alternate" type="text/html" href="https://a.example/?a=1&amp;b=&#34;2&#34;"/>
                <author><name>Zoë &lt;z&gt;</name>
                </author>
                <published>1970-01-01T00:00:01Z</published>
                <updated>1970-01-01T00:00:07Z</updated>
                <category term="a &amp; b"/>
                <content type="html" xml:base="https://a.example/b?c&amp;&#34;">&lt;p&gt;a &amp;amp; b&lt;/p&gt;</content>
                </entry>
                </feed>

                """)
    }

    @Test(arguments: [
        "]]>", "<!--", "<entry>", "&#0;", "\u{0}\u{1}\u{8}\u{B}\u{1F}", "\u{FFFE}\u{FFFF}",
        "a\u{7F}\u{85}\u{202E}\t\r\n",
    ])
    func noTextBreaksTheXML(text: String) {
        var strange = entry(text, updated: 1, html: text)
        strange.author = text
        strange.categories = [text]
        let xml = String(decoding: feed([strange]).body, as: UTF8.self)
        let usual = String(decoding: feed([entry("a", updated: 1, html: "a")]).body, as: UTF8.self)
        #expect(xml.count { $0 == "<" } == usual.count { $0 == "<" })
        #expect(
            xml.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && $0.value < 0xFFFE || "\t\n\r".unicodeScalars.contains($0)
            })
        #expect(!xml.contains("&#0;"))
    }

    @Test func emptyFeedHasItsOwnDate() {
        #expect(String(decoding: feed([]).body, as: UTF8.self).contains("<updated>1970-01-01T00:00:05Z</updated>"))
    }
}
