import CGIKit
import Site

/// Writes members, posts and comments as the site's pages would, but many at a time.
struct SeedWriter: ~Copyable {
    private(set) var rows = 0

    private let database: Database
    private let text: SeedText
    private var random: SeedRandom
    private var userIDs: ClosedRange<Int64> = 1...1
    private let now: Int64

    /// Rows of one transaction.
    private static var portion: Int { 100_000 }
    /// The posts are spread over the last three years.
    private static var period: Int64 { 3 * 365 * 86400 }

    init(_ database: Database, random: UInt64) throws(DatabaseError) {
        self.database = database
        self.random = SeedRandom(random)
        text = SeedText(&self.random)
        now = Clock.system.now
        try database.useMemory(megabytes: 256)
    }

    mutating func writeUsers(_ count: Int, passwordHash: String?, _ progress: Progress) throws(DatabaseError) {
        guard count > 0 else { return }
        let first = try nextID("SELECT max(id) FROM users_user")
        try database.write { () throws(DatabaseError) in
            let insert = try database.prepare(
                """
                INSERT INTO users_user (id, name, email, password, role, status, password_changed_seconds, created_seconds)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
                """)
            for id in first..<first + Int64(count) {
                let name = text.name(&random, id)
                insert.bind([
                    .integer(id), .text(name), .text("\(name.lowercased())@example.org"), .text(passwordHash),
                    .integer(Role.user.rawValue), .integer(Status.active.rawValue),
                    .integer(now - SeedWriter.period),
                ])
                try run(insert)
                progress.advance()
            }
            try UserKeys.fill(in: database)
        }
        userIDs = first...first + Int64(count) - 1
    }

    mutating func writePosts(_ count: Int, comments: Int, _ progress: Progress) throws(DatabaseError) {
        guard count > 0 else { return }
        let first = try nextID("SELECT max(id) FROM site_post")
        var version = try nextID("SELECT max(version) FROM site_post")
        var commentID = try nextID("SELECT max(id) FROM site_comment")
        var left = comments
        var index = 0
        while index < count {
            try database.write { () throws(DatabaseError) in
                let writer = try SeedPosts(database)
                let end = rows + SeedWriter.portion
                while index < count, rows < end {
                    let shared = index == count - 1 ? left : min(left, share(left, of: count - index))
                    let seconds = now - SeedWriter.period + SeedWriter.period * Int64(index) / Int64(count)
                    let post = text.post(&random, first + Int64(index))
                    let author = userIDs.random(&random)
                    rows += try writer.post(
                        first + Int64(index), post, author: author, version: version, comments: shared, at: seconds)
                    progress.advance()
                    rows += try writeComments(
                        shared, on: first + Int64(index), from: &commentID, at: seconds, writer, progress)
                    left -= shared
                    version += 1
                    index += 1
                }
            }
        }
        progress.say("making the index of the search …")
        try database.write { () throws(DatabaseError) in try PostSearch.rebuild(in: database) }
    }

    /// How many of the comments that are left one of the posts that are left gets: now and then one is much talked about.
    private mutating func share(_ comments: Int, of posts: Int) -> Int {
        let mean = comments / posts
        return random.below(50) == 0 ? mean * 10 : random.below(mean * 2 + 1)
    }

    private mutating func writeComments(
        _ count: Int, on post: Int64, from id: inout Int64, at seconds: Int64, _ writer: borrowing SeedPosts,
        _ progress: Progress
    ) throws(DatabaseError) -> Int {
        var paths: [(id: Int64, path: CommentPath)] = []
        for index in 0..<count {
            let parent = index > 0 && random.below(2) == 0 ? paths[random.below(index)] : nil
            let path = CommentPath(id, under: parent?.path)
            try writer.comment(
                id, text.comment(&random), on: post, path: path, parent: parent?.id, author: userIDs.random(&random),
                at: min(seconds + Int64(index) * 600, now))
            paths.append((id, path))
            id += 1
            progress.advance()
        }
        return count
    }

    private func nextID(_ highest: SQL) throws(DatabaseError) -> Int64 {
        (try database.integer(highest) ?? 0) + 1
    }

    private mutating func run(_ statement: borrowing Statement) throws(DatabaseError) {
        _ = try statement.step()
        rows += 1
    }
}
