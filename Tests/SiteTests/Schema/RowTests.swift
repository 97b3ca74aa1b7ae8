import Foundation
import Testing

@testable import CGIKit
@testable import Site

/// What values are read from, held against the tables.
@Suite struct RowTests {
    private typealias Read = (inout RowDecoder) throws(DatabaseError) -> Void

    /// What a type is read from.
    private struct Source {
        let name: String
        let tables: String
        /// Of the columns that may be NULL, those that are not in the rows that are read.
        var neverNull: Set<String> = []
        let read: Read

        init<Row: RowDecodable>(_ type: Row.Type, _ tables: String, neverNull: Set<String> = []) {
            self.init("\(type)", tables, neverNull: neverNull) { (row) throws(DatabaseError) in
                _ = try Row(from: &row)
            }
        }

        init(_ name: String, _ tables: String, neverNull: Set<String> = [], _ read: @escaping Read) {
            self.name = name
            self.tables = tables
            self.neverNull = neverNull
            self.read = read
        }
    }

    private static var sources: [Source] {
        let audit = "site_audit AS audit, site_post AS post, users_user AS actor, users_user AS person"
        let texts =
            "site_post AS post, site_comment AS comment, site_report AS report, users_user AS author, users_user AS reporter"
        return [
            Source(User.self, "users_user"),
            Source("UserOfSession", "users_user") { (row) throws(DatabaseError) in
                _ = try User(from: &row, isNumbered: true, isStaff: true)
            },
            Source("KnownSession", "users_user") { (row) throws(DatabaseError) in
                _ = KnownSession(nil, from: &row, seen: true)
            },
            Source(UserKeys.Unkeyed.self, "users_user"),
            Source(OutboxMessage.self, "site_outbox"),
            Source(Outbox.Group.self, "site_outbox"),
            Source(FailedPages.Summary.self, "site_event"),
            Source(FailureDigest.GivenUp.self, "site_outbox"),
            Source(CountedSecond.self, "site_event"),
            Source(NoticeDigest.Thread.self, "site_notice AS notice, site_post AS post, users_user AS author"),
            Source(NoticeStore.MutedThread.self, "site_post AS post"),
            Source(AuditEntry.self, audit),
            Source(AuthorTexts.Tagged.self, "site_post", neverNull: ["published_seconds"]),
            Source(StaffDigest.News.self, "(SELECT 0 AS is_report, 0 AS seconds)"),
            Source(QueuedText.Report.self, texts),
            Source(Post.self, "site_post AS post, users_user AS author"),
            Source(PostText.self, "site_post AS post, site_post_text AS text, users_user AS author"),
            Source(ContentVersion.self, "site_post AS newest"),
            Source(FoundPost.self, "site_post AS post, site_post_search, users_user AS author"),
            Source(PostRevision.self, "site_post_revision AS revision, users_user AS editor"),
            Source(PostStore.Listed.self, "site_post", neverNull: ["published_seconds"]),
            Source(StoredPost.self, "site_post AS post, site_post_text AS text"),
            Source(Comment.self, "site_post AS post, site_comment AS comment, users_user AS commenter"),
            Source("QueuedPost", texts) { (row) throws(DatabaseError) in _ = try QueuedText(.post, from: &row) },
            Source("QueuedComment", texts) { (row) throws(DatabaseError) in _ = try QueuedText(.comment, from: &row) },
            Source("ReportedText", texts) { (row) throws(DatabaseError) in _ = try QueuedText(.reported, from: &row) },
        ]
    }

    private let site: TemporarySite
    private let database: Database

    init() throws {
        site = try TemporarySite()
        database = try site.open()
        try database.write { () throws(DatabaseError) in try PostSearch.rebuild(in: database) }
    }

    @Test func eachColumnExists() throws {
        for source in Self.sources {
            let columns = SQL(columns: source.read).text
            #expect(throws: Never.self, "\(source.name)") {
                try database.prepare(SQL(stringLiteral: "SELECT \(columns) FROM \(source.tables)"))
            }
        }
    }

    @Test func eachColumnIsReadAsWhatItsTableDeclares() throws {
        for source in Self.sources {
            let tables = Self.tables(source.tables)
            for column in RowDecoder.columns(source.read) {
                // What is no column, but made of some, has no type.
                guard let name = column.sql.text.wholeMatch(of: /\+?(?:(\w+)\.)?([a-z_]+)/),
                    let table = tables[String(name.1 ?? "")] ?? tables.values.first,
                    let declared = try declaration(of: String(name.2), in: table)
                else { continue }
                let isNumber = declared.type.contains("INT")
                #expect(isNumber == (column.kind != .text), "\(source.name): \(column.sql.text) is \(declared.type)")
                if column.kind == .requiredInteger, !source.neverNull.contains(String(name.2)) {
                    #expect(declared.isNeverNull, "\(source.name): \(column.sql.text) may be NULL")
                }
            }
        }
    }

    /// Their names by the names that a query gives them.
    private static func tables(_ from: String) -> [String: String] {
        var tables: [String: String] = [:]
        for table in from.split(separator: ", ") {
            let words = table.split(separator: " AS ")
            tables[words.count == 2 ? String(words[1]) : ""] = String(words[0])
        }
        return tables
    }

    private func declaration(of column: String, in table: String) throws -> (type: String, isNeverNull: Bool)? {
        try database.first(
            "SELECT type, \"notnull\" OR pk FROM pragma_table_info(?) WHERE name = ?", .text(table), .text(column)
        ) { ($0.text(0) ?? "", $0.integer(1) == 1) }
    }

    @Test func allTypesAreHere() throws {
        let sources = URL(filePath: #filePath).appending(path: "../../../../Sources/Site").standardized
        var types: Set<String> = []
        for case let file as URL in FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)!
        where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /(?:struct|extension) (?:\w+\.)*(\w+): (?:\w+, )*RowDecodable/) {
                types.insert(String(match.1))
            }
        }
        #expect(types.subtracting(Self.sources.map { $0.name }) == [])
    }

    @Test func statusesAreWrittenByTheirNumbers() {
        let sql: SQL = "status = \(PostStatus.hidden) OR status IN (\(CommentStatus.pending, CommentStatus.published))"
        #expect(sql.text == "status = 3 OR status IN (1, 2)")
    }
}
