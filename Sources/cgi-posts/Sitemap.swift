import CGIKit
import HTTPTypes
import Site

/// The addresses of all posts; where they are many, the addresses of lists of them.
func sitemap(page: Page) throws(Failure) -> Response {
    let part = try sitemapPart(page)
    return try page.answerEveryone(.posts()) { () throws(Failure) in
        let posts = try page.posts
        let addresses = try page.absoluteAddresses()
        let extent = try failing { () throws(DatabaseError) in try posts.extent() }
        let parts = extent.highestID / postsPerPart + 1
        if part == nil, parts > 1 {
            let locations = (0..<parts).map {
                Sitemap.Location(addresses.url(.sitemap, [("part", String($0))]), nil)
            }
            return (Sitemap(index: locations).response, extent.version)
        }
        guard (part ?? 0) < parts else { throw noSuchPart }
        let first = (part ?? 0) * postsPerPart
        let listed = try failing { () throws(DatabaseError) in try posts.listed(first..<first + postsPerPart) }
        // A list must have an address (the protocol's schema).
        let locations =
            listed.isEmpty
            ? [Sitemap.Location(addresses.url(.index), nil)]
            : listed.map { Sitemap.Location(addresses.url(.post, [("post", $0.key)]), $0.writtenAt) }
        return (Sitemap(locations).response, extent.version)
    }
}

/// What search engines are asked to leave alone: pages without an end, or of no use to whoever comes from there (RFC 9309).
func robots(page: Page) throws(Failure) -> Response {
    let addresses = try page.absoluteAddresses()
    var lines = ["User-agent: *"]
    for endpoint in [Endpoint.searchPosts, .moderation] { lines.append("Disallow: \(page.url(endpoint))") }
    lines.append("Disallow: \(page.url(.login))?")
    lines += ["", "Sitemap: \(addresses.url(.sitemap))", ""]
    var response = Response.text(lines.joined(separator: "\n"))
    response.headers[.cacheControl] = "public, max-age=3600"
    return response
}

private func sitemapPart(_ page: Page) throws(Failure) -> Int64? {
    guard let text = try page.request.query["part"] else { return nil }
    guard let part = PostID.read(key: text), part < Int64.max / postsPerPart else { throw noSuchPart }
    return part
}

private var noSuchPart: Failure { .request(RequestError(.notFound, "This part of the sitemap does not exist.")) }

/// A sitemap may have 50,000 addresses; fewer are made sooner.
private let postsPerPart: Int64 = 10_000
