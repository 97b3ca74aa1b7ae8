import CGIKit
import Testing

@testable import Site

@Suite struct PostWritingTests {
    let pages: PagesSite
    let database: Database
    let posts: PostStore
    let zoe: User

    init() throws {
        pages = try PagesSite()
        zoe = try pages.publish(["One", "Two"], tags: "a b")
        database = try pages.site.open()
        posts = PostStore(database)
    }

    private func tags() throws -> [String?] {
        try database.all("SELECT tag || ' ' || post_id FROM site_post_tag ORDER BY post_id, tag") { $0.text(0) }
    }

    @Test func everyChangeIsANewVersionOfTheListToo() throws {
        func newest() throws -> Int64? { try posts.posts(.all).version?.number }
        let before = try #require(try newest())
        #expect(before == 2)
        try database.write { () throws(DatabaseError) in try posts.touch(1, comments: 1, now: 5) }
        #expect(try posts.post(id: 1)?.version == 3)
        #expect(try posts.post(id: 1)?.commentCount == 1)
        #expect(try newest() == 3)
        try database.write { () throws(DatabaseError) in _ = try posts.setStatus(.hidden, of: 2, now: 6) }
        #expect(try newest() == 4)
    }

    @Test(arguments: [PostStatus.draft, .pending, .hidden, .deleted, PostStatus(rawValue: 77)])
    func whatIsNotPublishedIsInNoListButItsAuthors(status: PostStatus) throws {
        try database.write { () throws(DatabaseError) in _ = try posts.setStatus(status, of: 1, now: 6) }
        for list in [PostList.all, .by(author: zoe.id), .tagged("a"), .tagged("b")] {
            #expect(try posts.posts(list).posts.map { $0.id } == [2])
        }
        #expect(try posts.posts(.unlisted(author: zoe.id)).posts.map { $0.id } == [1])
        #expect(try tags() == ["a 2", "b 2"])
        try database.write { () throws(DatabaseError) in _ = try posts.setStatus(.published, of: 1, now: 7) }
        #expect(try posts.posts(.all).posts.map { $0.id } == [2, 1], "where it was")
        #expect(try tags() == ["a 1", "b 1", "a 2", "b 2"])
    }

    @Test func aPostThatIsNotThereHasNoStatus() throws {
        let found = try database.write { () throws(DatabaseError) in try posts.setStatus(.hidden, of: 99, now: 6) }
        #expect(!found)
    }

    @Test func anAuthorWhoIsGoneLeavesTheirPosts() throws {
        try pages.site.runElsewhere("DELETE FROM users_user")
        #expect(try posts.posts(.all).posts.map { $0.authorName } == [nil, nil])
        #expect(try posts.post(id: 1)?.title == "One")
        #expect(try posts.newest(.all).posts.count == 2)
    }

    @Test func theIndexOfTheSearchIsMadeAnewWhereACopyHasNone() throws {
        try database.execute("DROP TABLE site_post_search")
        let query = try #require(SearchQuery("one"))
        #expect(try posts.search(query).posts.isEmpty)
        try pages.publish(["Three"])
        #expect(try posts.search(query).posts.map { $0.post.id } == [1])
        let three = try #require(SearchQuery("three"))
        #expect(try posts.search(three).posts.map { $0.post.id } == [3])
    }
}
