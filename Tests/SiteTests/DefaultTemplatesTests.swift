import Foundation
import Testing

@testable import Site

@Suite struct DefaultTemplatesTests {
    private var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../templates").standardized
    }

    @Test func everyFileOfTheFolderIsCompiledIn() throws {
        let prefix = folder.path(percentEncoded: false) + "/"
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let names = files.compactMap { ($0 as? URL)?.standardized.path(percentEncoded: false) }
            .filter { $0.hasSuffix(".html") || $0.hasSuffix(".txt") }
            .map { String($0.dropFirst(prefix.count)) }
        #expect(Set(names) == Set(DefaultTemplates.names))
    }

    @Test func compiledInIsWhatIsInTheFolder() throws {
        for name in DefaultTemplates.names {
            #expect(try Array(Data(contentsOf: folder.appending(path: name))) == DefaultTemplates.source(name))
        }
    }

    @Test func unknownNameHasNone() {
        #expect(DefaultTemplates.source("nope.html") == nil)
    }
}
