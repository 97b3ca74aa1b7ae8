import CGIKit
import HTTPTypes
import Site

func feed(page: Page) throws(Failure) -> Response {
    try answer(page) { () throws(Failure) in
        try feed(page, .all, named: "posts", title: page.configuration.siteName, .feed, .posts)
    }
}

func feedBy(page: Page) throws(Failure) -> Response {
    try answer(page, by: page.parameter("name") ?? "") { () throws(Failure) in
        try ofAuthor(page, .feedBy) { (author) throws(Failure) in
            try feed(
                page, .by(author: author.id), named: "posts/by/\(author.id)",
                title: "\(author.displayName) – \(page.configuration.siteName)", .feedBy, .postsBy,
                [("name", author.displayName)])
        }
    }
}

func feedTagged(page: Page) throws(Failure) -> Response {
    let tag = try tag(page)
    return try answer(page) { () throws(Failure) in
        try feed(
            page, .tagged(tag), named: "posts/tag/\(tag)", title: "\(tag) – \(page.configuration.siteName)",
            .feedTagged, .postsTagged, [("tag", tag)])
    }
}

private func answer(
    _ page: Page, by author: String? = nil, _ make: () throws(Failure) -> Made
) throws(Failure) -> Response {
    try page.answerEveryone(.posts(by: author), make)
}

private func feed(
    _ page: Page, _ list: PostList, named name: String, title: String, _ feed: Endpoint, _ shown: Endpoint,
    _ parameters: [Addresses.Parameter] = []
) throws(Failure) -> Made {
    let posts = try page.posts
    let addresses = try page.absoluteAddresses()
    let (newest, version) = try failing { () throws(DatabaseError) in try posts.newest(list) }
    let answer = AtomFeed(
        id: addresses.tag(name, since: firstRelease), title: title, feedURL: addresses.url(feed, parameters),
        pageURL: addresses.url(shown, parameters), updated: firstRelease,
        entries: page.rendered(newest).map { entry($0.post, $0.text, addresses) })
    return (answer.response, version)
}

private func entry(_ post: Post, _ text: PostText, _ addresses: AbsoluteAddresses) -> AtomFeed.Entry {
    let url = addresses.url(.post, [("post", post.key)])
    return AtomFeed.Entry(
        id: addresses.tag("posts/\(post.id)", since: post.createdAt), title: post.title, url: url,
        author: post.authorName ?? "", published: post.publishedAt ?? post.createdAt, updated: post.writtenAt,
        content: text.html, contentURL: url, categories: post.tagList)
}

/// A day on which every site already had its host, for the IDs of feeds, which have no date.
private let firstRelease: Int64 = 1_767_225_600
