import CGIKit

/// The site's absolute URLs, for feeds and the sitemap, which are read elsewhere.
public struct AbsoluteAddresses {
    /// Scheme and host.
    let origin: String
    private let addresses: Addresses

    private var authority: String { AbsoluteAddresses.authority(of: origin) }

    /// The host's name alone, as a tag can have it.
    ///
    /// Tags are made with names of DNS. An IPv6 address can be written in several ways, all with signs that no IRI has there;
    /// but DNS has a name for it too, which belongs to the same owner.
    static func authority(of origin: String) -> String {
        let host = origin.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
        if host.first == UInt8(ascii: "[") {
            let address = host.dropFirst().prefix { $0 != UInt8(ascii: "]") }
            if let address = IPAddress(String(decoding: address, as: UTF8.self)) { return address.reverseName }
        }
        let name = host.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/") }
        // What is no address can come in brackets no less.
        return String(decoding: name.filter { !"[]".utf8.contains($0) }, as: UTF8.self).lowercased()
    }

    init(_ page: Page) throws(ConfigurationError) {
        let scheme = page.request.isSecure ? "https" : "http"
        origin = try page.configuration.siteOrigin?.text ?? "\(scheme)://\(page.request.host)"
        addresses = page.addresses
    }

    /// The absolute URL of a page; see ``Addresses/url(for:_:)``.
    @export(interface) public func url(_ endpoint: Endpoint, _ parameters: [Addresses.Parameter] = []) -> String {
        origin + addresses.url(for: endpoint, parameters)
    }

    /// A `tag:` URI that something keeps for ever, whatever its URL becomes (RFC 4151).
    ///
    /// - Parameters:
    ///   - name: Unique within the site.
    ///   - seconds: A time at which the site had its host, in seconds since 1970.
    @export(interface) public func tag(_ name: String, since seconds: Int64) -> String {
        let day = String(decoding: HTTPDate(seconds: seconds).timestamp.utf8.prefix(10), as: UTF8.self)
        var tag = Array("tag:\(authority),\(day):".utf8)
        PercentEncoding.encode(name, allowing: .path, into: &tag)
        return String(decoding: tag, as: UTF8.self)
    }
}

extension Page {
    /// The site's absolute URLs: those of the setting `URL`, or of the request's host.
    ///
    /// - Throws: `Failure.configuration` if `URL` is malformed.
    @export(interface) public func absoluteAddresses() throws(Failure) -> AbsoluteAddresses {
        try failing { () throws(ConfigurationError) in try AbsoluteAddresses(self) }
    }
}
