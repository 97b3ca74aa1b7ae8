/// A feed of entries in the Atom Syndication Format (RFC 4287).
public struct AtomFeed {
    /// One post or comment of a feed.
    public struct Entry {
        /// An IRI that is this entry's alone and never changes, wherever the site moves (section 4.2.6).
        public var id: String
        /// Plain text; it is escaped.
        public var title: String
        /// The absolute URL of the page that the entry is about.
        public var url: String
        /// The author's name; an empty one is written as `?`, because Atom requires a name (section 3.2.1).
        public var author: String
        /// Seconds since 1970.
        public var published: Int64
        /// Seconds since 1970.
        public var updated: Int64
        /// The content as HTML. It must be safe already: not every reader sanitizes it.
        public var content: Markup
        /// The absolute URL that relative links of the content start from.
        public var contentURL: String
        /// Tags, each a `term` (section 4.2.2).
        public var categories: [String]

        /// The characters that XML cannot contain are left out when the feed is written.
        @export(interface) public init(
            id: String, title: String, url: String, author: String, published: Int64, updated: Int64, content: Markup,
            contentURL: String, categories: [String] = []
        ) {
            self.id = id
            self.title = title
            self.url = url
            self.author = author
            self.published = published
            self.updated = updated
            self.content = content
            self.contentURL = contentURL
            self.categories = categories
        }
    }

    /// An IRI that is this feed's alone and never changes.
    public let id: String
    /// Plain text; it is escaped.
    public let title: String
    /// The feed's own absolute URL.
    public let feedURL: String
    /// The absolute URL of the page that shows the same.
    public let pageURL: String
    /// When something in it last changed, in seconds since 1970; never before one of its entries did.
    public let updated: Int64
    /// The entries in the order in which they are written, usually the newest first.
    public let entries: [Entry]

    /// A feed whose ``updated`` is the given time or the latest of its entries', whichever is later.
    @export(interface) public init(
        id: String, title: String, feedURL: String, pageURL: String, updated: Int64, entries: [Entry]
    ) {
        self.id = id
        self.title = title
        self.feedURL = feedURL
        self.pageURL = pageURL
        self.updated = entries.reduce(updated) { max($0, $1.updated) }
        self.entries = entries
    }

    /// The feed as a response of type `application/atom+xml`.
    public var response: Response { .bytes(bytes, type: "application/atom+xml; charset=utf-8") }

    private var bytes: [UInt8] {
        @export(interface) get {
            var xml = AtomWriter()
            xml.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
            xml.element("id", id)
            xml.element("title", title)
            xml.element("updated", HTTPDate(seconds: updated).timestamp)
            xml.link("self", "application/atom+xml", feedURL)
            xml.link("alternate", "text/html", pageURL)
            for entry in entries { xml.append(entry) }
            xml.append("</feed>\n")
            return xml.bytes
        }
    }
}

/// Writes Atom's elements; text of any kind comes out as itself.
private struct AtomWriter {
    typealias Attribute = (name: String, value: String)

    private(set) var bytes: [UInt8] = []

    mutating func append(_ xml: String) { bytes += xml.utf8 }

    mutating func append(_ entry: AtomFeed.Entry) {
        append("<entry>\n")
        element("id", entry.id)
        element("title", entry.title)
        link("alternate", "text/html", entry.url)
        append("<author>")
        // A person must have a name (section 3.2.1).
        element("name", entry.author.isEmpty ? "?" : entry.author)
        append("</author>\n")
        element("published", HTTPDate(seconds: entry.published).timestamp)
        element("updated", HTTPDate(seconds: entry.updated).timestamp)
        for category in entry.categories { emptyElement("category", [("term", category)]) }
        // Without a base, links would lead from wherever the feed is read (section 2).
        element("content", entry.content.html, [("type", "html"), ("xml:base", entry.contentURL)])
        append("</entry>\n")
    }

    mutating func element(_ name: String, _ text: String, _ attributes: [Attribute] = []) {
        append("<\(name)")
        append(attributes)
        append(">")
        escape(text)
        append("</\(name)>\n")
    }

    mutating func link(_ relation: String, _ type: String, _ url: String) {
        emptyElement("link", [("rel", relation), ("type", type), ("href", url)])
    }

    private mutating func emptyElement(_ name: String, _ attributes: [Attribute]) {
        append("<\(name)")
        append(attributes)
        append("/>\n")
    }

    private mutating func append(_ attributes: [Attribute]) {
        for attribute in attributes {
            append(" \(attribute.name)=\"")
            escape(attribute.value)
            append("\"")
        }
    }

    private mutating func escape(_ text: String) {
        if AtomWriter.isXML(text) {
            Markup.escape(text, into: &bytes)
        } else {
            Markup.escape(AtomWriter.withoutUnwritable(text), into: &bytes)
        }
    }

    /// XML 1.0 has no way at all to write some characters (section 2.2).
    private static func isXML(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(isXML) }

    private static func withoutUnwritable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where isXML(scalar) { result.append(scalar) }
        return String(result)
    }

    private static func isXML(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
