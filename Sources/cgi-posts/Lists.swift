import CGIKit
import HTTPTypes
import Site

/// The home page: the newest posts.
func index(page: Page) throws(Failure) -> Response {
    try answer(page, "posts/index.html") { (template) throws(Failure) in
        try list(page, .all, .posts, feed: page.url(.feed), template)
    }
}

func postsBy(page: Page) throws(Failure) -> Response {
    try answer(page, "posts/by.html", by: page.parameter("name") ?? "") { (template) throws(Failure) in
        try ofAuthor(page, .postsBy, evenIfClosed: true) { (author) throws(Failure) in
            let parameters: [Addresses.Parameter] = [("name", author.displayName)]
            return try list(
                page, .by(author: author.id), .postsBy, parameters,
                feed: !author.isOpen ? nil : page.url(.feedBy, parameters), template,
                [("user", .object(UserView(author)))])
        }
    }
}

func postsTagged(page: Page) throws(Failure) -> Response {
    let tag = try tag(page)
    return try answer(page, "posts/tag.html") { (template) throws(Failure) in
        try list(
            page, .tagged(tag), .postsTagged, [("tag", tag)], feed: page.url(.feedTagged, [("tag", tag)]), template,
            [("tag", .string(tag))])
    }
}

/// The user's posts that others cannot see: drafts, and pending, hidden and deleted posts.
func drafts(page: Page, user: User) throws(Failure) -> Response {
    try answer(page, "posts/drafts.html") { (template) throws(Failure) in
        try list(page, .unlisted(author: user.id), .drafts, feed: nil, template)
    }
}

/// A page and its version, which is none for one that nobody is to keep.
typealias Made = (response: Response, version: ContentVersion?)

/// Makes a page about the user in the URL. Another spelling of the name redirects to the right URL.
///
/// - Parameter evenIfClosed: whether staff sees it also of a closed account.
func ofAuthor(
    _ page: Page, _ endpoint: Endpoint, evenIfClosed: Bool = false, _ make: (User) throws(Failure) -> Made
) throws(Failure) -> Made {
    let name = page.parameter("name") ?? ""
    guard let author = try page.user(named: name), evenIfClosed ? try page.showsProfile(of: author) : author.isOpen
    else {
        throw .request(RequestError(.notFound, "There is no user with this name."))
    }
    guard author.name == name else {
        return (page.redirectEveryone(to: page.url(endpoint, [("name", author.displayName)])), nil)
    }
    return try make(author)
}

/// The tag of the address. There is none but as tags are stored.
func tag(_ page: Page) throws(Failure) -> String {
    let tag = page.parameter("tag") ?? ""
    guard PostTags.isTag(tag) else { throw .request(RequestError(.notFound, "This tag does not exist.")) }
    return tag
}

private func answer(
    _ page: Page, _ template: String, by author: String? = nil, _ make: (_ template: String) throws(Failure) -> Made
) throws(Failure) -> Response {
    // A page that does not exist has no ETag.
    _ = try page.listPlace()
    return try page.answer(.posts(by: author, template: template)) { () throws(Failure) in try make(template) }
}

private func list(
    _ page: Page, _ list: PostList, _ endpoint: Endpoint, _ parameters: [Addresses.Parameter] = [], feed: String?,
    _ template: String, _ context: [(name: String, value: Value)] = []
) throws(Failure) -> Made {
    let (cursor, isNewer) = try page.listPlace()
    let posts = try page.posts
    let found = try failing { () throws(DatabaseError) in try posts.posts(list, from: cursor, isNewer: isNewer) }
    // The newest have a page without a cursor, which is full. What was the list's end may have been taken away.
    if isNewer && !found.hasNewer || cursor != nil && found.posts.isEmpty {
        return (.redirect(to: page.url(endpoint, parameters), status: .found), nil)
    }
    let context = context + page.context(list, found, endpoint, parameters) + [("feed_url", Value(feed))]
    return (try page.render(template, context), found.version)
}
