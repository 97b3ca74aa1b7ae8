import CGIKit
import HTTPTypes

/// What pages do with posts.
extension Page {
    /// The number of the post in the URL.
    ///
    /// - Throws: `Failure.request` with 404 if it has none.
    public var postID: Int64 {
        get throws(Failure) {
            guard let id = PostID.read(key: parameter("post") ?? "") else { throw Page.noSuchPost }
            return id
        }
    }

    /// A post, if the client may see it.
    ///
    /// - Throws: `Failure.request` with 404 if not.
    @export(interface) public func visiblePost(id: Int64) throws(Failure) -> Post {
        let posts = try posts
        guard let post = try failing({ () throws(DatabaseError) in try posts.post(id: id) }), try isVisible(post) else {
            throw Page.noSuchPost
        }
        return post
    }

    /// A post with its text, if the client may see it.
    ///
    /// - Throws: `Failure.request` with 404 if not.
    @export(interface) public func visiblePostWithText(id: Int64) throws(Failure) -> (post: Post, text: PostText) {
        let posts = try posts
        guard let found = try failing({ () throws(DatabaseError) in try posts.postWithText(id: id) }),
            try isVisible(found.post)
        else { throw Page.noSuchPost }
        return rendered([found])[0]
    }

    /// (What everyone may see needs no user.)
    private func isVisible(_ post: Post) throws(Failure) -> Bool {
        post.status == .published ? true : post.isVisible(to: try currentUser)
    }

    /// The post in the URL with its text, if the user may do something to it.
    ///
    /// - Throws: `Failure.request`: 404 if the user may not see it, 403 if they may not do that.
    @export(interface) public func post(for user: User, to act: Act) throws(Failure) -> (post: Post, text: PostText) {
        let (post, text) = try visiblePostWithText(id: postID)
        guard post.isFor(user, act) else {
            let refusal =
                post.authorID == user.id
                ? "This is not possible with the post in its current state."
                : "You cannot do this with somebody else’s post."
            throw .request(RequestError(.forbidden, refusal))
        }
        return (post, text)
    }

    private static var noSuchPost: Failure { .request(RequestError(.notFound, "This post does not exist.")) }

    /// Posts with HTML of the current version of ``Markdown``. What is rendered again is stored if the database can be
    /// written; if not, the page works nevertheless.
    @export(interface) public func rendered(_ posts: [(post: Post, text: PostText)]) -> [(post: Post, text: PostText)] {
        var posts = posts
        var renewed: [(post: Post, text: PostText)] = []
        for index in posts.indices where posts[index].text.renderer != Markdown.version {
            let text = posts[index].text
            posts[index].text = text.with(Markdown.render(text.source, nofollow: !text.author.isKnown))
            renewed.append(posts[index])
        }
        if !renewed.isEmpty, let database = try? openDatabase(for: .writing) {
            try? PostStore(database).storeRenderings(of: renewed)
        }
        return posts
    }

    /// The user as a writer of posts, with the limits that apply.
    ///
    /// - Throws: `Failure.configuration` if a setting is malformed.
    @export(interface) public func writer(_ user: User) throws(Failure) -> PostWriter {
        let count = try failing { () throws(ConfigurationError) in try configuration.waitingPosts }
        return PostWriter(
            user, waitingPosts: count, limits: [try limit(.postByUser, of: user), try limitOfNetwork(.postByAddress)],
            editLimits: try editLimits(of: user), now: now, note: { [request] words in request.note(words) })
    }

    /// How often somebody may change what they have written.
    func editLimits(of user: User) throws(Failure) -> [RateLimit] {
        [try limit(.editByUser, of: user), try limitOfNetwork(.editByAddress)]
    }

    /// The place in a list that the query names: `before=` or `after=` a post.
    ///
    /// - Throws: `Failure.request` with 404 if it is malformed.
    @export(interface) public func listPlace() throws(Failure) -> (cursor: PostCursor?, isNewer: Bool) {
        let query = try request.query
        for (name, isNewer) in [("before", false), ("after", true)] {
            guard let text = query[name] else { continue }
            guard let cursor = PostCursor(text) else {
                throw .request(RequestError(.notFound, "This page of the list does not exist."))
            }
            return (cursor, isNewer)
        }
        return (nil, false)
    }

    /// The context of `posts/list.html`: posts, and the URLs of the pages before and after them.
    @export(interface) public func context(
        _ list: PostList, _ page: PostStore.Page, _ endpoint: Endpoint, _ parameters: [Addresses.Parameter] = []
    ) -> [(name: String, value: Value)] {
        func link(_ name: String, _ post: Post?) -> Value {
            post.map { .string(url(endpoint, parameters + [(name, list.cursor(at: $0).text)])) } ?? .none
        }
        return [
            ("posts", .list(List(page.posts.map { .object(PostView($0)) }))),
            ("older_url", link("before", page.hasOlder ? page.posts.last : nil)),
            ("newer_url", link("after", page.hasNewer ? page.posts.first : nil)),
        ]
    }
}
