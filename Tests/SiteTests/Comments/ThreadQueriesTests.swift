import CGIKit
import Testing

@testable import Site

@Suite struct ThreadQueriesTests {
    private let pages: PagesSite
    private let database: Database
    private let comments: CommentStore

    init() throws {
        pages = try PagesSite()
        try pages.publish(["A post"])
        database = try pages.site.open()
        comments = CommentStore(database)
    }

    private func add(_ path: CommentPath, _ id: Int64, by author: Int64, status: Int64) throws {
        try database.execute(
            """
            INSERT INTO site_comment (id, post_id, path, depth, author_id, status, created_seconds, updated_seconds,
                renderer, html, source)
            VALUES (?, 1, ?, ?, ?, ?, 1, 1, 0, '', '')
            """, .integer(id), .text(path.text), .integer(Int64(path.depth)), .integer(author), .integer(status))
    }

    /// The query has rights of its own words, for it to find only what a page shows.
    @Test(arguments: [(.user, .new), (.user, .active), (.staff, .active), (.admin, .active)] as [(Role, Status)])
    func everyoneIsGivenWhatTheyMaySee(role: Role, status: Status) throws {
        try database.execute(
            "UPDATE users_user SET role = ?, status = ? WHERE id = 1", .integer(role.rawValue),
            .integer(status.rawValue))
        for author in [1, 2] as [Int64] {
            for status in 0...5 as ClosedRange<Int64> {
                let id = author * 10 + status
                try add(CommentPath(id), id, by: author, status: status)
            }
        }
        let user = try #require(try UserStore(database).user(id: 1))
        for (reader, mustConfirm) in [(nil, false), (user, false), (user, true)] {
            let rights = Rights(of: reader, mustConfirm: mustConfirm)
            let found = try comments.comments(on: 1, .start, for: CommentReader(reader, rights)).comments.map { $0.id }
            let visible = try (10...30 as ClosedRange<Int64>).filter {
                try comments.comment(id: $0)?.isVisible(to: rights) ?? false
            }
            #expect(found == visible)
        }
    }

    @Test func whatIsGoneIsGivenWhereSomethingBelowItIsSeen() throws {
        let (first, second) = (CommentPath(1), CommentPath(2))
        let below = CommentPath(3, under: first)
        try add(first, 1, by: 2, status: 4)
        try add(below, 3, by: 2, status: 3)
        try add(CommentPath(4, under: below), 4, by: 2, status: 2)
        try add(second, 2, by: 2, status: 4)
        try add(CommentPath(5, under: second), 5, by: 1, status: 1)
        try add(CommentPath(6), 6, by: 2, status: 2)
        let user = try #require(try UserStore(database).user(id: 1))
        for (reader, ids) in [(nil, [1, 3, 4, 6]), (user, [1, 3, 4, 2, 5, 6])] as [(User?, [Int64])] {
            let rights = Rights(of: reader)
            let found = try comments.comments(on: 1, .start, for: CommentReader(reader, rights))
            #expect(found.comments.map { $0.id } == ids)
            #expect(
                CommentThread(found, .start, for: rights).entries.filter { !$0.isGone }.allSatisfy {
                    $0.comment.isVisible(to: rights)
                })
        }
    }
}
