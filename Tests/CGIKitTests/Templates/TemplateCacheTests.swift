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

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: templates.appending(path: name))
    }

    /// Waits until no template was changed just now: those are not kept.
    func settle() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: templates.path) {
            var status = stat()
            stat(templates.appending(path: name).path, &status)
            let changedAt = Double(status.st_ctim.tv_sec) + Double(status.st_ctim.tv_nsec) / 1_000_000_000
            while Date().timeIntervalSince1970 - changedAt < 2.01 { usleep(10_000) }
        }
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

    /// The files of the cache, which begin with the program's name.
    var cachedNames: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: cache.path).sorted() }
    }

    /// The file of a page; nil if there is none.
    func cachedFile(_ name: String = "page.html") throws -> URL? {
        try cachedNames.first { $0.hasSuffix(":" + name) }.map { cache.appending(path: $0) }
    }

    /// What tells a page's file from one that was put in its place; nil if there is none.
    func inode(_ name: String = "page.html") throws -> UInt64? {
        guard let file = try cachedFile(name) else { return nil }
        return try FileManager.default.attributesOfItem(atPath: file.path)[.systemFileNumber] as? UInt64
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
        try site.settle()
        #expect(try site.rendering() == "<part &lt;x&gt;>")
        let file = try #require(try site.inode())
        #expect(try site.rendering() == "<part &lt;x&gt;>")
        #expect(try site.inode() == file)
        #expect(try site.cachedNames.count == 1)
    }

    @Test func aPageInAFolderHasAFileOfItsOwn() throws {
        let site = try CachedSite()
        let builtIn = ["a/b.html": "one", "a%2Fb.html": "two"]
        for (name, text) in builtIn { #expect(try site.rendering(name, builtIn: builtIn) == text) }
        for (name, text) in builtIn { #expect(try site.rendering(name, builtIn: builtIn) == text) }
        #expect(try site.cachedFile("a%2Fb.html") != nil)
        #expect(try site.cachedFile("a%252Fb.html") != nil)
    }

    @Test func aBranchThatWasNotTakenBeforeIsAdded() throws {
        let site = try CachedSite()
        try site.write("a.html", "A")
        try site.write("b.html", "B")
        try site.write("page.html", "{% if flag %}{% include 'a.html' %}{% else %}{% include 'b.html' %}{% endif %}")
        try site.settle()
        var files: [UInt64?] = []
        for flag in [true, false, true, false] {
            let text = try site.rendering { $0.globals = { $0 == "flag" ? .bool(flag) : nil } }
            #expect(text == (flag ? "A" : "B"))
            files.append(try site.inode())
        }
        #expect(files[0] != files[1])
        #expect(Set(files[1...]).count == 1)
    }

    @Test func aTemplateWithManyNamesTextsAndBlocksIsKept() throws {
        let site = try CachedSite()
        let parts = (0..<5000).map {
            "{% block b\($0) %}{{ 'text \($0)' if x else name\($0).attribute\($0) }}{% endblock %}"
        }
        let builtIn = ["page.html": parts.joined()]
        let text = (0..<5000).map { "text \($0)" }.joined()
        for _ in 0..<2 { #expect(try site.rendering(builtIn: builtIn) == text) }
        #expect(try site.cachedFile() != nil)
    }

    @Test func whatWouldTakeLongToReadIsNotKept() throws {
        let site = try CachedSite()
        let part = String(repeating: "x", count: 600_000)
        let builtIn = ["page.html": "{% include 'a.html' %}{% include 'b.html' %}", "a.html": part, "b.html": part]
        for _ in 0..<2 { #expect(try site.rendering(builtIn: builtIn) == part + part) }
        #expect(try site.cachedNames == [])
    }

    @Test func aChangedTemplateIsTakenAtOnce() throws {
        let site = try CachedSite()
        try site.write("part.html", "old")
        try site.write("page.html", "{% include 'part.html' %}")
        try site.settle()
        #expect(try site.rendering() == "old")
        #expect(try site.rendering() == "old")
        // As long as before, and said to be as old.
        let part = site.templates.appending(path: "part.html")
        let date = try #require(part.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate)
        try site.write("part.html", "new")
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: part.path)
        try site.settle()
        #expect(try site.rendering() == "new")
        #expect(try site.rendering() == "new")
    }

    @Test func aTemplateThatWasChangedJustNowIsNotKept() throws {
        let site = try CachedSite()
        try Data("text".utf8).write(to: site.templates.appending(path: "page.html"))
        #expect(try site.rendering() == "text")
        #expect(try site.cachedNames.isEmpty)
    }

    @Test func aFileTakesTheBuiltInTemplatesPlaceAndLeavesIt() throws {
        let site = try CachedSite()
        let builtIn = ["page.html": "built in"]
        #expect(try site.rendering(builtIn: builtIn) == "built in")
        try site.write("page.html", "on disk")
        try site.settle()
        #expect(try site.rendering(builtIn: builtIn) == "on disk")
        #expect(try site.rendering(builtIn: builtIn) == "on disk")
        try FileManager.default.removeItem(at: site.templates.appending(path: "page.html"))
        #expect(try site.rendering(builtIn: builtIn) == "built in")
        #expect(try site.rendering(builtIn: ["page.html": "newly built"]) == "newly built")
        #expect(throws: TemplateError(.notFound, "page.html")) { try site.rendering() }
    }

    @Test func aFolderInThePlaceOfAnotherIsSeen() throws {
        let site = try CachedSite()
        let parent = site.templates.deletingLastPathComponent()
        for name in ["dark", "light"] {
            try FileManager.default.moveItem(at: site.templates, to: parent.appending(path: name))
            try FileManager.default.createDirectory(at: site.templates, withIntermediateDirectories: true)
        }
        try FileManager.default.removeItem(at: site.templates)
        // Of one length and, as far as their clock tells, of one time.
        for name in ["dark ", "light"] {
            let folder = name.trimmingCharacters(in: .whitespaces)
            try Data(name.utf8).write(to: parent.appending(path: "\(folder)/page.html"))
        }
        for folder in ["light", "dark", "light"] {
            try? FileManager.default.removeItem(at: site.templates)
            try FileManager.default.createSymbolicLink(
                at: site.templates, withDestinationURL: parent.appending(path: folder))
            try site.settle()
            for _ in 1...2 { #expect(try site.rendering().trimmingCharacters(in: .whitespaces) == folder) }
        }
    }

    @Test func aFolderThatCannotBeEnteredIsAnErrorAsBefore() throws {
        let site = try CachedSite()
        let builtIn = ["page.html": "built in"]
        #expect(try site.rendering(builtIn: builtIn) == "built in")
        try FileManager.default.removeItem(at: site.templates)
        try FileManager.default.createSymbolicLink(at: site.templates, withDestinationURL: site.templates)
        let error = #expect(throws: TemplateError.self) { try site.rendering(builtIn: builtIn) }
        #expect(error?.kind == .system)
    }

    @Test func aBuiltInTemplateWithOtherLineEndsIsKeptToo() throws {
        let site = try CachedSite()
        let builtIn = ["page.html": "a\r\nb"]
        #expect(try site.rendering(builtIn: builtIn) == "a\nb")
        let file = try #require(try site.inode())
        #expect(try site.rendering(builtIn: builtIn) == "a\nb")
        #expect(try site.inode() == file)
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
        let file = try #require(try site.cachedFile())
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
}
