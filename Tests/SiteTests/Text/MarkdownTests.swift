import CGIKit
import Testing

@testable import Site

@Suite struct MarkdownTests {
    @Test(arguments: [
        ("", ""),
        ("a *b* **c** `d<e`", "<p>a <em>b</em> <strong>c</strong> <code>d&lt;e</code></p>\n"),
        ("# A\n\nB\n===", "<h2>A</h2>\n<h2>B</h2>\n"),
        ("##### A\n\n###### B", "<h6>A</h6>\n<h6>B</h6>\n"),
        ("> a\nb\n\nc", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n<p>c</p>\n"),
        ("- a\n- b", "<ul>\n<li>a\n</li>\n<li>b\n</li>\n</ul>\n"),
        ("3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n"),
        ("1. a", "<ol>\n<li>a\n</li>\n</ol>\n"),
        (
            "```swift x\nlet a = \"<b>\"\n```",
            "<pre><code class=\"language-swift\">let a = &#34;&lt;b&gt;&#34;\n</code></pre>\n"
        ),
        ("``` \"><script>\nx\n```", "<pre><code class=\"language-&#34;&gt;&lt;script&gt;\">x\n</code></pre>\n"),
        ("``` föö b&auml;r\nx\n```", "<pre><code class=\"language-föö\">x\n</code></pre>\n"),
        ("~~~\u{A0};\nx\n~~~", "<pre><code class=\"language-\u{A0};\">x\n</code></pre>\n"),
        (";\n````;\n````", "<p>;</p>\n<pre><code class=\"language-;\"></code></pre>\n"),
        ("    a\n    b", "<pre><code>a\nb\n</code></pre>\n"),
        ("a  \nb\\\nc\n\n---", "<p>a<br>\nb<br>\nc</p>\n<hr>\n"),
        ("a\r\nb\rc", "<p>a\nb\nc</p>\n"),
        ("[a](/b 'c\"d')", "<p><a href=\"/b\" title=\"c&#34;d\">a</a></p>\n"),
        ("[a](<x y.html>)", "<p><a href=\"x%20y.html\">a</a></p>\n"),
        (
            "[a](https://é.example/?b=1&c='\"#d)",
            "<p><a href=\"https://%C3%A9.example/?b=1&amp;c=&#39;%22#d\">a</a></p>\n"
        ),
        ("<https://a.example>", "<p><a href=\"https://a.example\">https://a.example</a></p>\n"),
        (
            "<https://a.example/[b]?c=[2]#[d]>",
            "<p><a href=\"https://a.example/%5Bb%5D?c=%5B2%5D#%5Bd%5D\">"
                + "https://a.example/[b]?c=[2]#[d]</a></p>\n"
        ),
        (
            "[a](//[2001:db8::1]:80/[b]) [c](d/e/[f])",
            "<p><a href=\"//[2001:db8::1]:80/%5Bb%5D\">a</a> "
                + "<a href=\"d/e/%5Bf%5D\">c</a></p>\n"
        ),
        ("[](https://a.example/)", "<p><a href=\"https://a.example/\">https://a.example/</a></p>\n"),
        (
            "[**&#8203;**](/b) [![](/c)](/d) [![](data:e)](/f)",
            "<p><a href=\"/b\">/b<strong>\u{200B}</strong></a> "
                + "<a href=\"/d\">/c</a> <a href=\"/f\">/f</a></p>\n"
        ),
        ("<a@b.example>", "<p><a href=\"mailto:a@b.example\">a@b.example</a></p>\n"),
        (
            "![a *b*](https://c.example/d.png \"e\")",
            "<p><a class=\"image\" href=\"https://c.example/d.png\" title=\"e\">a <em>b</em></a></p>\n"
        ),
        ("![](/d.png)", "<p><a class=\"image\" href=\"/d.png\">/d.png</a></p>\n"),
        ("[![a](/b.png)](/c)", "<p><a href=\"/c\">a</a></p>\n"),
        ("![a [b](/c) d](/e.png)", "<p><a class=\"image\" href=\"/e.png\">a b d</a></p>\n"),
        ("![a](data:image/png;base64,AA==)", "<p>a</p>\n"),
        ("Array<Int> & <b>c</b>", "<p>Array&lt;Int&gt; &amp; &lt;b&gt;c&lt;/b&gt;</p>\n"),
        (
            "<script>\nalert(1)\n</script>\n\n*a*",
            "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;\n</p>\n<p><em>a</em></p>\n"
        ),
        ("a\u{0}b &#0; &lt;i&gt; \\<i>", "<p>a\u{FFFD}b \u{FFFD} &lt;i&gt; &lt;i&gt;</p>\n"),
    ])
    func becomesHTML(source: String, html: String) {
        #expect(Markdown.render(source, nofollow: false).html == html)
    }

    /// What GitHub adds to CommonMark (https://github.github.com/gfm/).
    @Test(arguments: [
        ("~~a~~ ~b~ ~~~c~~~", "<p><del>a</del> <del>b</del> ~~~c~~~</p>\n"),
        ("~~a *b~~ c*", "<p><del>a *b</del> c*</p>\n"),
        (
            "https://a.example/b_c_d, (www.a.example) a@b.example.",
            "<p><a href=\"https://a.example/b_c_d\">https://a.example/b_c_d</a>, "
                + "(<a href=\"http://www.a.example\">www.a.example</a>) "
                + "<a href=\"mailto:a@b.example\">a@b.example</a>.</p>\n"
        ),
        ("javascript://a.example data:b ftp://c", "<p>javascript://a.example data:b ftp://c</p>\n"),
        ("[https://a.example](/b)", "<p><a href=\"/b\">https://a.example</a></p>\n"),
        (
            "- [ ] a\n- [x] b\n- c",
            "<ul>\n<li class=\"task\"><span role=\"img\" aria-label=\"To do:\">☐</span> a\n</li>\n"
                + "<li class=\"task\"><span role=\"img\" aria-label=\"Done:\">☑</span> b\n</li>\n<li>c\n</li>\n</ul>\n"
        ),
        (
            "1. [X] a\n\n2. b",
            "<ol>\n<li class=\"task\"><p><span role=\"img\" aria-label=\"Done:\">☑</span> a</p>\n</li>\n"
                + "<li><p>b</p>\n</li>\n</ol>\n"
        ),
        ("[x] a", "<p>[x] a</p>\n"),
        (
            "|a|*b*|c|\n|-|:-:|--:|\n|<i>|`\\|`|[d](javascript:e)|\n|f",
            table(
                "<thead>\n<tr>\n<th scope=\"col\">a</th>\n<th scope=\"col\" class=\"center\"><em>b</em></th>\n"
                    + "<th scope=\"col\" class=\"right\">c</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>&lt;i&gt;</td>\n"
                    + "<td class=\"center\"><code>|</code></td>\n<td class=\"right\">d</td>\n</tr>\n<tr>\n<td>f</td>\n"
                    + "<td class=\"center\"></td>\n<td class=\"right\"></td>\n</tr>\n</tbody>\n")
        ),
        ("||a|\n|-|:-|", table("<thead>\n<tr>\n<td></td>\n<th scope=\"col\" class=\"left\">a</th>\n</tr>\n</thead>\n")),
        ("a | b\n- | - | -", "<p>a | b</p>\n<ul>\n<li>| - | -\n</li>\n</ul>\n"),
    ])
    func extensionsBecomeHTML(source: String, html: String) {
        #expect(Markdown.render(source, nofollow: false).html == html)
    }

    private static func table(_ rows: String) -> String {
        "<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">\n<table>\n\(rows)</table>\n</div>\n"
    }

    /// What is taken out of a text before it is stored does not come back by another spelling.
    @Test(arguments: [
        ("a &#x202E;gnp.exe&#1; &#8294; b&#xFEFF;", "<p>a gnp.exe  b</p>\n", "a gnp.exe b"),
        ("é&#x2066;ש&#x2069;&#x9b;&#13;", "<p>éש\n</p>\n", "éש"),
        (
            "[a&#x202e;](https://b.example 't&#x202e;\"')",
            "<p><a href=\"https://b.example\" title=\"t&#34;\">a</a></p>\n", "a"
        ),
        ("[a](/b&#x202e;&#1;c)", "<p><a href=\"/bc\">a</a></p>\n", "a"),
        ("[a](java&#x202e;script&#1;:b)", "<p>a</p>\n", "a"),
        ("![&#x202e;](/b&#xFEFF;)", "<p><a class=\"image\" href=\"/b\">/b</a></p>\n", ""),
        ("~~~ swi&#x202e;ft\n\u{202E}a\n~~~", "<pre><code class=\"language-swift\">a\n</code></pre>\n", "a"),
        ("`\u{202E}a` <b\u{202E}>", "<p><code>a</code> &lt;b&gt;</p>\n", "a <b>"),
        ("\u{200F}👩\u{200D}💻 &#x200f;", "<p>\u{200F}👩\u{200D}💻 \u{200F}</p>\n", "\u{200F}👩\u{200D}💻 \u{200F}"),
    ])
    func referencesBringNoControls(source: String, html: String, plain: String) {
        #expect(Markdown.render(source, nofollow: false).html.unicodeScalars.elementsEqual(html.unicodeScalars))
        #expect(Markdown.excerpt(source, length: .max).unicodeScalars.elementsEqual(plain.unicodeScalars))
    }

    @Test(arguments: [
        ("a", true), ("`a`", true), ("    a", true), ("```\na", true), ("<b>", true), ("---", true), ("-", true),
        ("# a", true),
        ("![](/a)", true), ("[![](/a)](/b)", true), ("![a](javascript:b)", true), ("&amp;", true), ("&#8203;a", true),
        ("", false), ("&#8203;", false), ("&#x3164; &nbsp;", false), ("&#x202E;", false), ("[a]: http://b", false),
        ("*&#8203;*\\\n__&nbsp;__", false), ("~~&#8203;~~", false), ("|&#8203;|\n|-|", true), ("- [ ] &#8203;", true),
        // With a look of its own.
        ("[](/a)", true), ("![](javascript:a)", true), ("#", true), (">", true), ("```a\n```", true),
        ("` &nbsp; `", true),
    ])
    func knowsWhetherAnythingIsSeen(source: String, isVisible: Bool) {
        #expect(Markdown.showsSomething(source) == isVisible)
    }

    @Test func linksOfNewUsersDoNotCount() {
        #expect(
            Markdown.render("[a](/b) <https://c.example> ![d](/e.png)", nofollow: true).html == """
                <p><a href="/b" rel="nofollow ugc noopener">a</a> \
                <a href="https://c.example" rel="nofollow ugc noopener">https://c.example</a> \
                <a class="image" href="/e.png" rel="nofollow ugc noopener">d</a></p>\n
                """)
    }

    @Test(arguments: [
        (1, "<h1>a</h1>\n<h2>b</h2>\n"), (4, "<h4>a</h4>\n<h5>b</h5>\n"), (6, "<h6>a</h6>\n<h6>b</h6>\n"),
    ])
    func headingsStandBelowThoseOfThePage(top: Int, html: String) {
        #expect(Markdown.render("# a\n## b", nofollow: false, topHeading: top).html == html)
    }

    @Test(arguments: [
        "/a", "a/b:c", "#a", "?a:b", "//a.example", "http://a.example", "HTTPS://a.example", "mailto:a@b.example",
        "./javascript:a",
    ])
    func linksLeadToPagesAndMail(destination: String) {
        #expect(LinkDestination(destination)?.url == destination)
    }

    @Test(arguments: [
        "", " a", "javascript:a", "JaVaScRiPt:a", " javascript:a", "java\tscript:a", "java\nscript:a",
        "\u{1}javascript:a",
        "javascript\u{0}:a", "data:text/html,a", "vbscript:a", "file:///a", "blob:a", "view-source:a", "intent:a",
        "tel:1",
        "ｊavascript:a", "java%73cript:a", "feed:javascript:a", ":a", "a\u{7F}", String(repeating: "a", count: 2001),
    ])
    func nowhereElse(destination: String) {
        #expect(LinkDestination(destination) == nil)
    }

    @Test(arguments: [
        ("", 10, ""), ("a", 1, "a"), ("a b", 1, "a…"), ("a b", 2, "a…"), ("a b", 3, "a b"), ("abc", 2, "ab…"),
        ("one *two* three", 9, "one two…"), ("one two three", 8, "one two…"), ("one two three", 7, "one two…"),
        ("# A\n\nb\nc\n\n- d\n- e `f`\n\n> g", 100, "A b c d e f g"),
        ("[a](/b) ![c](/d) <i>e</i>", 100, "a c <i>e</i>"), ("```\na  b\nc\n```\nd", 100, "a b c d"),
        ("héllo wörld", 7, "héllo…"), ("日本語日本語", 4, "日本語日…"),
        ("|a|b|\n|-|-|\n|c|~~d~~|\n- [x] e", 100, "a b c d e"),
    ])
    func excerptIsPlainText(source: String, length: Int, excerpt: String) {
        #expect(Markdown.excerpt(source, length: length) == excerpt)
    }
}
