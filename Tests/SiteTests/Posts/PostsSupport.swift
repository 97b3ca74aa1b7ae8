import CGIKit

@testable import Site

extension PagesSite {
    /// Registers a member and publishes posts of theirs.
    @discardableResult
    func publish(_ titles: [String], by name: String = "Zoe", tags: String = "swift") throws -> User {
        let database = try site.open()
        let users = UserStore(database)
        let user =
            try users.user(name: name)
            ?? users.register(
                name: name, email: "\(name)@example.org", passwordHash: "hash", status: .active, now: PagesSite.now)
        for title in titles {
            _ = try PostStore(database).create(
                WrittenPost(title: title, tags: tags, source: "The *text* of \(title)", nofollow: false),
                by: PostWriter(user, waitingPosts: 0, now: PagesSite.now), isDraft: false, token: "")
        }
        return user
    }
}
