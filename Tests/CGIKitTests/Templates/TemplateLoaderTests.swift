import CGIKit
import Foundation
import Testing

@Suite struct TemplateLoaderTests {
    @Test(arguments: [
        "", ".", "..", "/", "a/", "/a", "a//b", "../a", "a/../b", "a/..", "./a", "a/.", "a\\b", "..\\a", "a\0",
        "/etc/passwd",
    ])
    func namesThatLeaveTheFolderAreNotFound(name: String) {
        #expect(throws: TemplateError(.notFound, name)) { try TemplateLoader { _ in [] }.source(name) }
    }

    @Test(arguments: ["a", "a/b", "a.html", ".hidden", "...", "a/..b", "a..", "é/ü.html", "a b"])
    func namesInsideAreAsked(name: String) throws {
        #expect(try TemplateLoader { $0 == name ? [1] : nil }.source(name) == [1])
    }

    @Test func aFileIsTakenBeforeTheBuiltInTemplate() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("on disk".utf8).write(to: folder.appending(path: "a.html"))
        let loader = TemplateLoader(folders: ["/nonexistent", folder.path]) { Array("built in \($0)".utf8) }
        #expect(try loader.source("a.html") == Array("on disk".utf8))
        #expect(try loader.source("b.html") == Array("built in b.html".utf8))
        #expect(try loader.source("a.html/x") == Array("built in a.html/x".utf8))
    }
}
