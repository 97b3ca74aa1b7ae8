import CGIKitTesting
import Foundation
import Testing

@testable import Site

@Suite struct StaticFilesTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    private static let listed = """
        css/main.css 1a2b3c4d5e6f 5 1767225600
        img/a.b.svg 0123456789ab 5 1767225600
        old.js ffffffffffff 4 1767225600
        later.js eeeeeeeeeeee 5 1767225599
        gone.js dddddddddddd 5 1767225600
        cut.js
        nodot aaaaaaaaaaaa 5 1767225600
        bad.js bbbbbbbbbbbb x 1767225600

        """

    private func files(list: String? = listed) throws -> StaticFiles {
        let manager = FileManager.default
        try manager.createDirectory(at: folder.appending(path: "css"), withIntermediateDirectories: true)
        try manager.createDirectory(at: folder.appending(path: "img"), withIntermediateDirectories: true)
        for name in ["css/main.css", "img/a.b.svg", "old.js", "later.js", "cut.js", "nodot", "bad.js", "own.css"] {
            let path = folder.appending(path: name).path
            try Data("12345".utf8).write(to: URL(filePath: path))
            try manager.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_767_225_600.5)], ofItemAtPath: path)
        }
        if let list { try Data(list.utf8).write(to: folder.appending(path: "hashed-names")) }
        return StaticFiles(folder: folder.path)
    }

    @Test func linksToTheCopyOfWhatIsAsItWas() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try files()
        let rows = [
            ("css/main.css", "/static/css/main.1a2b3c4d5e6f.css"), ("img/a.b.svg", "/static/img/a.b.0123456789ab.svg"),
            // Changed in its place: an address that no cache has yet.
            ("old.js", "/static/old.js?v=1767225600-5"), ("later.js", "/static/later.js?v=1767225600-5"),
            ("gone.js", "/static/gone.js"), ("cut.js", "/static/cut.js"), ("nodot", "/static/nodot"),
            ("bad.js", "/static/bad.js"),
            ("own.css", "/static/own.css"), ("nowhere/x y.css", "/static/nowhere/x%20y.css"),
            ("../css/main.css", "/static/../css/main.css"),
            ("", "/static/"),
        ]
        let addresses = Addresses(scriptName: "", staticURL: "/static", staticFiles: files)
        for (name, address) in rows + rows { #expect(addresses.staticFile(name) == address) }
    }

    @Test(arguments: [nil, "", "\n\n", " \n", "\u{0}"])
    func namesFilesAsTheyAreWhereNothingIsListed(list: String?) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try files(list: list).link("css/main.css") == StaticFiles.Link(name: "css/main.css"))
        #expect(StaticFiles(folder: nil).link("css/main.css") == StaticFiles.Link(name: "css/main.css"))
        #expect(StaticFiles(folder: nil).state == "")
    }

    /// A page that browsers have kept is another one as soon as its styles are.
    @Test func tellsOneStateOfStylesAndScriptsFromAnother() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let state = try files().state
        #expect(try files().state == state)
        try Data("123456".utf8).write(to: folder.appending(path: "css/main.css"))
        #expect(StaticFiles(folder: folder.path).state != state)
    }
}
