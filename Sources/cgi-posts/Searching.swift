import CGIKit
import HTTPTypes
import Site

func search(page: Page) throws(Failure) -> Response {
    let query = try page.request.query
    let text = String(String.UnicodeScalarView((query["q"] ?? "").unicodeScalars.prefix(PostLimits.queryLength)))
    let before = query["before"]
    let id = before.flatMap { PostID.read(key: $0) }
    guard before == nil || id != nil else {
        throw .request(RequestError(.notFound, "This page of the list does not exist."))
    }
    var context: [(name: String, value: Value)] = [("query", .string(text))]
    if let query = SearchQuery(text) {
        let posts = try page.posts
        let found = try failing { () throws(DatabaseError) in try posts.search(query, before: id) }
        context.append(("has_short_beginning", .bool(query.hasShortBeginning)))
        context.append(("posts", .list(List(found.posts.map { .object(PostView($0)) }))))
        if found.hasOlder, let last = found.posts.last {
            let parameters: [Addresses.Parameter] = [("q", text), ("before", String(last.post.id))]
            context.append(("older_url", .string(page.url(.searchPosts, parameters))))
        }
    }
    return try page.render("posts/search.html", context)
}
