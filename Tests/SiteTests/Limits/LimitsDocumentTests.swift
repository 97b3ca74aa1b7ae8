import CGIKit
import Foundation
import Testing

@testable import Site

/// `docs/limits.md` has the limits as the code declares them. With `WRITE_DOCS=yes` this writes them there.
@Suite struct LimitsDocumentTests {
    private let document = URL(filePath: #filePath).appending(path: "../../../../docs/limits.md").standardized

    @Test func theTableIsTheCodes() throws {
        let text = try String(contentsOf: document, encoding: .utf8)
        let parts = text.components(separatedBy: "<!-- limits -->\n")
        let rest = try #require(parts.last?.components(separatedBy: "<!-- end -->"))
        try #require(parts.count == 2 && rest.count == 2)
        let expected = "\(parts[0])<!-- limits -->\n\(table)<!-- end -->\(rest[1])"
        if ProcessInfo.processInfo.environment["WRITE_DOCS"] == "yes" {
            try expected.write(to: document, atomically: true, encoding: .utf8)
        } else {
            #expect(text == expected)
        }
    }

    @Test func eachKindHasOneLimit() {
        let kinds = Limit.all.map { $0.kind.rawValue }
        #expect(Set(kinds).count == kinds.count)
        #expect(Limit.all.allSatisfy { $0.standard > 0 && $0.window > 0 })
    }

    @Test(arguments: [("", nil), ("0", 0), ("7", 7)])
    func aSettingChangesIt(value: String, most: Int?) throws {
        for limit in Limit.all {
            guard let setting = limit.setting else { continue }
            let configuration = try Configuration(Environment(["SITE_\(setting)": value]))
            #expect(try configuration.most(limit) == most ?? limit.standard)
        }
    }

    private var table: String {
        let rows = Limit.all.map { limit in
            let setting = limit.setting.map { "`\($0)`" } ?? "(fixed)"
            return "| \(limit.what) | \(limit.standard) | \(time(limit.window)) | \(limit.by) | \(setting) |\n"
        }
        return "| what | default | within | counted by | setting |\n|---|---|---|---|---|\n" + rows.joined()
    }

    private func time(_ seconds: Int64) -> String {
        switch seconds {
        case 60: "a minute"
        case 3600: "an hour"
        default: "\(seconds / 60) minutes"
        }
    }
}
