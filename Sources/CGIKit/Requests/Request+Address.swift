extension Request {
    /// The path at which the server mounted this script: `/users/login` or `/cgi-bin/cgi-login`.
    public var scriptName: String { environment["SCRIPT_NAME"] ?? "" }

    /// The decoded path below ``scriptName``: empty, or from `/` on.
    public var pathInfo: String { get throws(Failure) { try text("PATH_INFO") } }

    /// The decoded path of the request: ``scriptName`` and ``pathInfo``.
    public var path: String { get throws(Failure) { scriptName + (try pathInfo) } }

    /// The part after `?` as it was sent.
    public var queryString: String { environment["QUERY_STRING"] ?? "" }

    /// Whether the client speaks HTTPS: to this server, or to a trusted proxy before it.
    public var isSecure: Bool {
        if let https = environment["HTTPS"]?.lowercased(), https == "on" || https == "1" { return true }
        guard isFromTrustedProxy, let list = environment["HTTP_X_FORWARDED_PROTO"] else { return false }
        // The nearest proxy added the last one.
        let last = list.lowercased().utf8.split(separator: UInt8(ascii: ",")).last ?? [][...]
        return last.filter { $0 != UInt8(ascii: " ") }.elementsEqual("https".utf8)
    }

    /// The client's address: the peer's, or behind trusted proxies the one that they name.
    public var remoteAddress: String {
        let peer = environment["REMOTE_ADDR"] ?? ""
        guard !trustedProxies.isEmpty else { return peer }
        return trustedProxies.client(peer: peer, forwardedFor: environment["HTTP_X_FORWARDED_FOR"])
    }

    /// The server's name as its configuration has it, or as the client named it (Apache's `UseCanonicalName`).
    public var serverName: String { environment["SERVER_NAME"] ?? "" }

    /// The host, and the port if it is not the scheme's own, that the client sees: the `Host` header if it is
    /// well-formed, else ``serverName``.
    public var host: String {
        if let host = environment["HTTP_HOST"], isHost(host) { return host }
        let port = environment["SERVER_PORT"] ?? ""
        return port.isEmpty || port == (isSecure ? "443" : "80") ? serverName : "\(serverName):\(port)"
    }

    private var isFromTrustedProxy: Bool {
        guard !trustedProxies.isEmpty, let peer = IPAddress(environment["REMOTE_ADDR"] ?? "") else { return false }
        return trustedProxies.contains(peer)
    }
}

/// Name or address, and port (RFC 3986, section 3.2.2): nothing that could leave the host's place in a URL.
private func isHost(_ text: String) -> Bool {
    1...255 ~= text.utf8.count && text.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-._:[]".utf8.contains($0) }
}
