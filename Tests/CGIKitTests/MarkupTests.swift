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
}
