import CGIKit

/// The site's addresses for what is read elsewhere: feeds and the sitemap.
public struct AbsoluteAddresses {
    /// Scheme and host.
    private let origin: String
    private let addresses: Addresses

    /// The host's name alone.
    private var authority: String { AbsoluteAddresses.authority(of: origin) }

    static func authority(of origin: String) -> String {
        let host = origin.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
        let name = host.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/") }
        return String(decoding: name, as: UTF8.self).lowercased()
    }

    init(_ page: Page) throws(ConfigurationError) {
        let scheme = page.request.isSecure ? "https" : "http"
        origin = try page.configuration.siteURL ?? "\(scheme)://\(page.request.host)"
        addresses = page.addresses
    }

    public func url(_ endpoint: Endpoint, _ parameters: [Addresses.Parameter] = []) -> String {
        origin + addresses.url(for: endpoint, parameters)
    }

    /// A name that something keeps for ever, wherever its address goes (RFC 4151).
    ///
    /// - Parameters:
    ///   - seconds: a time at which the site had its host, since 1970.
    public func tag(_ name: String, since seconds: Int64) -> String {
        let day = String(decoding: HTTPDate(seconds: seconds).timestamp.utf8.prefix(10), as: UTF8.self)
        var tag = Array("tag:\(authority),\(day):".utf8)
        PercentEncoding.encode(name, allowing: .path, into: &tag)
        return String(decoding: tag, as: UTF8.self)
    }
}

extension Page {
    public func absoluteAddresses() throws(Failure) -> AbsoluteAddresses {
        try failing { () throws(ConfigurationError) in try AbsoluteAddresses(self) }
    }
}
