import CGIKit
import HTTPTypes
import Site

/// The home page: what was posted last.
func index(page: Page) throws(Failure) -> Response {
    try list(page, .all, .posts, feed: page.url(.feed), "posts/index.html")
}

func postsBy(page: Page, author: User) throws(Failure) -> Response {
    let parameters: [Addresses.Parameter] = [("name", author.displayName)]
    return try list(
        page, .by(author: author.id), .postsBy, parameters, feed: page.url(.feedBy, parameters), "posts/by.html",
        [("user", .object(UserView(author)))])
}

/// A page about the member whom the address names; another way to write the name leads to their own.
func ofAuthor(
    _ endpoint: Endpoint, _ view: @escaping (Page, User) throws(Failure) -> Response
) -> Route.View {
    { (page) throws(Failure) in
        let name = page.parameter("name") ?? ""
        guard let author = try page.user(named: name), author.status != .inactive else {
            throw .request(RequestError(.notFound, "Nobody here has this name."))
        }
        guard author.name == name else {
            return .redirect(to: page.url(endpoint, [("name", author.displayName)]), status: .movedPermanently)
        }
        return try view(page, author)
    }
}

func postsTagged(page: Page) throws(Failure) -> Response {
    let tag = try tag(page)
    return try list(
        page, .tagged(tag), .postsTagged, [("tag", tag)], feed: page.url(.feedTagged, [("tag", tag)]),
        "posts/tag.html", [("tag", .string(tag))])
}

/// The tag of the address. There is none but as tags are stored.
func tag(_ page: Page) throws(Failure) -> String {
    let tag = page.parameter("tag") ?? ""
    guard PostTags.isTag(tag) else { throw .request(RequestError(.notFound, "There is no such tag.")) }
    return tag
}

/// What of somebody's own the others cannot see: drafts, what waits, is hidden or deleted.
func drafts(page: Page, user: User) throws(Failure) -> Response {
    try list(page, .unlisted(author: user.id), .drafts, feed: nil, "posts/drafts.html")
}

private func list(
    _ page: Page, _ list: PostList, _ endpoint: Endpoint, _ parameters: [Addresses.Parameter] = [], feed: String?,
    _ template: String, _ context: [(name: String, value: Value)] = []
) throws(Failure) -> Response {
    let source = PageSource(version: PostStore.newestVersion, templates: [template, "posts/list.html"])
    let (cursor, isNewer) = try page.listPlace()
    return try page.answer(source) { () throws(Failure) in
        let posts = try page.posts
        let found = try failing { () throws(DatabaseError) in
            try posts.posts(list, from: cursor, isNewer: isNewer)
        }
        // The newest have a page without a cursor, which is full.
        if isNewer, !found.hasNewer { return (.redirect(to: page.url(endpoint, parameters), status: .found), nil) }
        let context = context + page.context(list, found, endpoint, parameters)
        return (try page.render(template, context + [("feed_url", Value(feed))]), found.version)
    }
}
