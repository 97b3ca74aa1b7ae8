import CGIKit

/// A list of URLs for search engines (https://www.sitemaps.org/protocol.html), or of such lists.
public struct Sitemap {
    /// An absolute URL, and when its page last changed, in seconds since 1970; nil if that is not known.
    public typealias Location = (url: String, lastModified: Int64?)

    private let bytes: [UInt8]

    /// A list of pages. A sitemap must have at most 50,000; this is not checked.
    public init(_ locations: [Location]) { bytes = Sitemap.write("urlset", "url", locations) }

    /// A list of other lists.
    public init(index locations: [Location]) { bytes = Sitemap.write("sitemapindex", "sitemap", locations) }

    /// The list as a response of type `application/xml`.
    public var response: Response { .bytes(bytes, type: "application/xml; charset=utf-8") }

    @export(interface) private static func write(_ root: String, _ item: String, _ locations: [Location]) -> [UInt8] {
        var xml: [UInt8] = []
        func append(_ parts: [String]) { for part in parts { xml.append(part) } }
        append(["<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"])
        append(["<", root, " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"])
        for location in locations {
            append(["<", item, "><loc>", Markup(escaping: location.url).html, "</loc>"])
            if let time = location.lastModified {
                append(["<lastmod>", HTTPDate(seconds: time).timestamp, "</lastmod>"])
            }
            append(["</", item, ">\n"])
        }
        append(["</", root, ">\n"])
        return xml
    }
}
