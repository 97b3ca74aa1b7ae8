import CGIKit
import Foundation
import Testing

/// A folder of templates and one for the cache, for as long as it lives.
private final class CachedSite {
    let templates: URL
    let cache: URL

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "template-cache-\(UUID())")
        templates = folder.appending(path: "templates")
        cache = folder.appending(path: "cache")
        for folder in [templates, cache] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
    }

    deinit { try? FileManager.default.removeItem(at: templates.deletingLastPathComponent()) }

    /// Writes a template, and waits until the system's clock for files has gone on, as it has by the time a page is asked
    /// for again.
    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: templates.appending(path: name))
        while Date().timeIntervalSince(try changeTime(templates.appending(path: name))) < 1.01 { usleep(10_000) }
    }

    private func changeTime(_ file: URL) throws -> Date {
        var status = stat()
        stat(file.path, &status)
        return Date(
            timeIntervalSince1970: Double(status.st_ctim.tv_sec) + Double(status.st_ctim.tv_nsec) / 1_000_000_000)
    }

    /// A process that renders a page.
    func rendering(
        _ name: String = "page.html", builtIn: [String: String] = [:],
        configure: (TemplateEnvironment) -> Void = { _ in }
    ) throws -> String {
        let loader = TemplateLoader(folders: [templates.path]) { builtIn[$0].map { Array($0.utf8) } }
        let environment = TemplateEnvironment(loader: loader)
        environment.cache = TemplateCache(folder: cache.path)
        configure(environment)
        return String(decoding: try environment.render(name, [("x", "<x>")]), as: UTF8.self)
    }

    /// What tells a file from one that was put in its place; nil if there is none.
    func cachedFile(_ name: String = "page.html") -> UInt64? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: cache.appending(path: name).path)
        return attributes?[.systemFileNumber] as? UInt64
    }
}

@Suite struct TemplateCacheTests {
    @Test(arguments: JinjaCase.all)
    func aCachedPageRendersAsAParsedOne(example: JinjaCase) throws {
        let site = try CachedSite()
        let parsed = example.run(), first = example.run(cache: site.cache.path)
        let kept = try FileManager.default.contentsOfDirectory(atPath: site.cache.path)
        let second = example.run(cache: site.cache.path)
        #expect(first.actual == parsed.actual)
        #expect(second.actual == parsed.actual)
        #expect(second.actualErrorLine == parsed.actualErrorLine)
        // What fails is not kept.
        #expect(kept.isEmpty == parsed.actual.hasPrefix("error: "))
    }

    @Test func aPageIsWrittenOnceForAllOfItsTemplates() throws {
        let site = try CachedSite()
        try site.write("base.html", "<{% block title %}{% endblock %}>")
        try site.write("part.html", "part {{ x }}")
        try site.write(
            "page.html", "{% extends 'base.html' %}{% block title %}{% include 'part.html' %}{% endblock %}")
        #expect(try site.rendering() == "<part &lt;x&gt;>")
        let file = try #require(site.cachedFile())
        #expect(try site.rendering() == "<part &lt;x&gt;>")
        #expect(site.cachedFile() == file)
        #expect(try FileManager.default.contentsOfDirectory(atPath: site.cache.path) == ["page.html"])
    }

    @Test func aPageInAFolderHasAFileOfItsOwn() throws {
        let site = try CachedSite()
        let builtIn = ["a/b.html": "one", "a%2Fb.html": "two"]
        for (name, text) in builtIn { #expect(try site.rendering(name, builtIn: builtIn) == text) }
        for (name, text) in builtIn { #expect(try site.rendering(name, builtIn: builtIn) == text) }
        #expect(site.cachedFile("a%2Fb.html") != nil)
        #expect(site.cachedFile("a%252Fb.html") != nil)
    }

    @Test func aBranchThatWasNotTakenBeforeIsAdded() throws {
        let site = try CachedSite()
        try site.write("a.html", "A")
        try site.write("b.html", "B")
        try site.write("page.html", "{% if flag %}{% include 'a.html' %}{% else %}{% include 'b.html' %}{% endif %}")
        var files: [UInt64?] = []
        for flag in [true, false, true, false] {
            let text = try site.rendering { $0.globals = { $0 == "flag" ? .bool(flag) : nil } }
            #expect(text == (flag ? "A" : "B"))
            files.append(site.cachedFile())
        }
        #expect(files[0] != files[1])
        #expect(Set(files[1...]).count == 1)
    }

    @Test func aChangedTemplateIsTakenAtOnce() throws {
        let site = try CachedSite()
        try site.write("part.html", "old")
        try site.write("page.html", "{% include 'part.html' %}")
        #expect(try site.rendering() == "old")
        #expect(try site.rendering() == "old")
        // As long as before, and said to be as old.
        let part = site.templates.appending(path: "part.html")
        let date = try #require(part.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate)
        try site.write("part.html", "new")
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: part.path)
        #expect(try site.rendering() == "new")
        #expect(try site.rendering() == "new")
    }

    @Test func aTemplateThatWasChangedJustNowIsNotKept() throws {
        let site = try CachedSite()
        try Data("text".utf8).write(to: site.templates.appending(path: "page.html"))
        #expect(try site.rendering() == "text")
        #expect(site.cachedFile() == nil)
    }

    @Test func aFileTakesTheBuiltInTemplatesPlaceAndLeavesIt() throws {
        let site = try CachedSite()
        let builtIn = ["page.html": "built in"]
        #expect(try site.rendering(builtIn: builtIn) == "built in")
        try site.write("page.html", "on disk")
        #expect(try site.rendering(builtIn: builtIn) == "on disk")
        #expect(try site.rendering(builtIn: builtIn) == "on disk")
        try FileManager.default.removeItem(at: site.templates.appending(path: "page.html"))
        #expect(try site.rendering(builtIn: builtIn) == "built in")
        #expect(try site.rendering(builtIn: ["page.html": "newly built"]) == "newly built")
        #expect(throws: TemplateError(.notFound, "page.html")) { try site.rendering() }
    }

    @Test func otherSettingsParseAnew() throws {
        let site = try CachedSite()
        let builtIn = ["page.html": "{% if true %}\n a{% endif %}"]
        #expect(try site.rendering(builtIn: builtIn) == "\n a")
        #expect(try site.rendering(builtIn: builtIn) { $0.trimBlocks = true } == " a")
        #expect(try site.rendering(builtIn: builtIn) == "\n a")
        let statement = ["page.html": "{% do [] %}"]
        #expect(try site.rendering(builtIn: statement) { $0.extensions = .all }.isEmpty)
        #expect(throws: TemplateError.self) { try site.rendering(builtIn: statement) }
    }

    @Test func damageOnlyCostsTime() throws {
        let site = try CachedSite()
        let page = ["page.html": "{% for i in [1, 2] %}{{ i }}{{ x }}{% endfor %}"]
        let expected = "1&lt;x&gt;2&lt;x&gt;"
        #expect(try site.rendering(builtIn: page) == expected)
        let file = site.cache.appending(path: "page.html")
        let whole = try Data(contentsOf: file)
        for length in 0..<whole.count {
            try whole.prefix(length).write(to: file)
            #expect(try site.rendering(builtIn: page) == expected, "cut to \(length) bytes")
        }
        for position in 0..<whole.count {
            var damaged = whole
            damaged[position] ^= 0x55
            try damaged.write(to: file)
            #expect(try site.rendering(builtIn: page) == expected, "byte \(position)")
            #expect(try Data(contentsOf: file) == whole)
        }
        try (whole + [0]).write(to: file)
        #expect(try site.rendering(builtIn: page) == expected)
    }

    @Test func withoutAFolderNothingIsWritten() throws {
        let site = try CachedSite()
        try FileManager.default.removeItem(at: site.cache)
        #expect(try site.rendering(builtIn: ["page.html": "text"]) == "text")
        #expect(!FileManager.default.fileExists(atPath: site.cache.path))
    }

    /// One template with every statement and expression there is. When this fails, what is written has changed: give
    /// `CachedPage.format` a new number, so that no program reads what another release has written, and then put in the new sum.
    @Test func theFormatHasANumberOfItsOwn() throws {
        let site = try CachedSite()
        let page = """
            {% if nothing %}{% extends none or 'base' %}{% import 'm' as m with context %}{% from 'm' import a as b, c %}
            {% block one scoped %}{{ super() }}{{ self.two() }}{% block two required %} {% endblock %}{% endblock %}
            {% macro f(x, y=1) %}{{ caller() }}{{ varargs }}{{ kwargs }}{% endmacro %}
            {% call(z) f(1, *[2], **{'k': 3}) %}{% endcall %}
            {% set t = 12345678901234567890123 %}{% set ns = namespace() %}{% set ns.x = 1.5 %}
            {% set q | upper %}q{% endset %}{% with a = -1 %}{{ a ~ 'b' ~ 2 }}{% endwith %}
            {% for k, (v, w) in [] if k recursive %}{{ loop.index }}{% break %}{% else %}{% endfor %}
            {% for i in t %}{% continue %}{% endfor %}
            {{ a[1:2:3] }}{{ a.b['c'] }}{{ (1, 2) }}{{ not a and b or c }}{{ a if b else c if d }}
            {{ 1 + 2 - 3 * 4 / 5 // 6 % 7 ** 8 }}{{ 1 < 2 <= 3 != 4 == 5 > 6 >= 7 in [] not in () }}
            {{ x | default('d', true) }}{{ x is defined }}{{ true }}{{ false }}{{ none }}{% if x %}{{ x | nonsense }}{% endif %}
            {% filter upper %}{% include ['a', 'b'] ignore missing %}{% endfilter %}{% do x %}{% debug %}{% print 1, 2 %}
            {% autoescape false %}{% trans n=1 %}one{% pluralize %}{{ n }}{% endtrans %}{% endautoescape %}{% endif %}
            """
        let environment = TemplateEnvironment(loader: TemplateLoader { $0 == "page.html" ? Array(page.utf8) : nil })
        environment.extensions = .all
        environment.cache = TemplateCache(folder: site.cache.path)
        #expect(try environment.render("page.html").isEmpty)
        let bytes = try Data(contentsOf: site.cache.appending(path: "page.html"))
        let sum = bytes.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
        #expect(String(decoding: bytes.prefix(14), as: UTF8.self) == "CGIKit page 1\n")
        #expect(sum == 4_212_865_468)
    }
}
