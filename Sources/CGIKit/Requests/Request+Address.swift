extension Request {
    /// The path at which the client sees this script: `/users/login` or `/cgi-bin/cgi-login`, below a
    /// ``forwardedPrefix`` if there is one.
    public var scriptName: String {
        @export(interface) get {
            guard let name = environment["SCRIPT_NAME"], !name.isEmpty else { return "" }
            return trustsForwardedPrefix ? forwardedPrefix + name : name
        }
    }

    /// The path below which a proxy serves the site, without a slash at its end: `X-Forwarded-Prefix`, if a trusted proxy
    /// sent it, it is a path and nothing else, and that is asked for (``trustsForwardedPrefix``). Empty if not.
    public var forwardedPrefix: String { forwarded("HTTP_X_FORWARDED_PREFIX").flatMap(sitePrefix) ?? "" }

    /// The decoded path below ``scriptName``: empty, or from `/` on.
    ///
    /// - Throws: ``Failure/request(_:)`` with 400 for a NUL byte or bad UTF-8.
    public var pathInfo: String { get throws(Failure) { try text("PATH_INFO") } }

    /// The decoded path of the request: ``scriptName`` and ``pathInfo``.
    ///
    /// - Throws: What ``pathInfo`` throws.
    public var path: String { get throws(Failure) { scriptName + (try pathInfo) } }

    /// The part of the URL after `?`, not decoded.
    public var queryString: String { environment["QUERY_STRING"] ?? "" }

    /// Whether the client speaks HTTPS: to this server, or to a trusted proxy before it.
    public var isSecure: Bool {
        @export(interface) get {
            if let https = environment["HTTPS"]?.lowercased(), https == "on" || https == "1" { return true }
            guard isFromTrustedProxy, let list = environment["HTTP_X_FORWARDED_PROTO"] else { return false }
            return sameBytes(lastEntry(list.lowercased()), "https")
        }
    }

    /// The client's IP address: the peer's, or behind trusted proxies the one that they report.
    public var remoteAddress: String {
        @export(interface) get {
            let peer = environment["REMOTE_ADDR"] ?? ""
            guard !trustedProxies.isEmpty else { return peer }
            return trustedProxies.client(peer: peer, forwardedFor: environment["HTTP_X_FORWARDED_FOR"])
        }
    }

    /// The server's name as its configuration has it, or as the client named it (Apache's `UseCanonicalName`).
    public var serverName: String { environment["SERVER_NAME"] ?? "" }

    /// The host, and the port if it is not the scheme's own, that the client sees: the `Host` header if it is
    /// well-formed, else ``serverName``.
    public var host: String {
        @export(interface) get {
            if let host = forwarded("HTTP_X_FORWARDED_HOST"), isHost(host) { return host }
            if let host = environment["HTTP_HOST"], isHost(host) { return host }
            let port = environment["SERVER_PORT"] ?? ""
            return port.isEmpty || port == (isSecure ? "443" : "80") ? serverName : "\(serverName):\(port)"
        }
    }

    /// What the nearest proxy says in a header that counts only if ``trustsForwardedPrefix``.
    private func forwarded(_ variable: String) -> String? {
        guard trustsForwardedPrefix, isFromTrustedProxy else { return nil }
        return environment[variable].map(lastEntry)
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

/// The last entry of a list, which the nearest proxy added.
private func lastEntry(_ list: String) -> String {
    var last = list.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).last ?? [][...]
    while last.first == UInt8(ascii: " ") || last.first == UInt8(ascii: "\t") { last.removeFirst() }
    while last.last == UInt8(ascii: " ") || last.last == UInt8(ascii: "\t") { last.removeLast() }
    return String(decoding: last, as: UTF8.self)
}

/// A path that addresses can begin with (RFC 3986, section 3.3), without the slash at its end. It leads to no other host, as
/// `//host` would, and nowhere else than it says, as `/a/../b` would.
private func sitePrefix(_ text: String) -> String? {
    guard text.utf8.count <= 255, text.utf8.first == UInt8(ascii: "/") else { return nil }
    let path = text.utf8.last == UInt8(ascii: "/") ? text.utf8.dropLast() : text.utf8[...]
    for segment in path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
        let isDots = segment.elementsEqual(".".utf8) || segment.elementsEqual("..".utf8)
        guard !segment.isEmpty || path.isEmpty, !isDots, segment.allSatisfy(isPlainPathByte) else { return nil }
    }
    return String(decoding: path, as: UTF8.self)
}

/// What stands for itself in a path: unreserved characters (RFC 3986, section 2.3) and a few more.
private func isPlainPathByte(_ byte: UInt8) -> Bool { byte.isASCIIAlphanumeric || "-._~+@".utf8.contains(byte) }
