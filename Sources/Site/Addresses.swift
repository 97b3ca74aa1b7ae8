import CGIKit

/// The addresses of the site's pages, as the script that asks is mounted: by `ScriptAlias` under the pretty paths, or
/// under its own name in `cgi-bin`.
public struct Addresses {
    public typealias Parameter = (name: String, value: String)

    enum Mount {
        case pretty
        case ownName
        /// Nobody: a shell has started the script. It answers as under its own name, and links to the pretty addresses.
        case shell
    }

    let mount: Mount
    /// What stands before every address: where the site begins, or the folder of the scripts.
    let root: String
    private let staticURL: String

    /// Finds the mount in `SCRIPT_NAME` (RFC 3875, section 4.1.13).
    public init(scriptName: String, staticURL: String) {
        self.staticURL = staticURL
        let folderEnd = scriptName.utf8.lastIndex(of: UInt8(ascii: "/"))
        if scriptName.isEmpty {
            mount = .shell
            root = ""
        } else if let folderEnd, scriptName[folderEnd...].hasPrefix("/cgi-") {
            mount = .ownName
            root = String(scriptName[..<folderEnd])
        } else {
            mount = .pretty
            let path = Addresses.mounts.first { scriptName.hasSuffix($0) } ?? scriptName
            root = String(decoding: scriptName.utf8.dropLast(path.utf8.count), as: UTF8.self)
        }
    }

    /// The paths that `ScriptAlias` gives to scripts, the longer before its beginning.
    static var mounts: [String] {
        [
            "/users/login", "/users/logout", "/users/register", "/users/password", "/users/me", "/users", "/posts",
            "/comments",
            "/moderation", "/sitemap.xml", "/error",
            "/",
        ]
    }

    /// A page's address (Flask's `url_for`): parameters fill in its path, and those left over become the query.
    public func url(for endpoint: Endpoint, _ parameters: [Parameter] = []) -> String {
        url(pattern(of: endpoint), parameters.map { ($0.name, .string($0.value)) })
    }

    /// The path below ``root`` where a page is found.
    func pattern(of endpoint: Endpoint) -> PathPattern {
        PathPattern(mount == .ownName ? "/\(endpoint.script)\(endpoint.pathInfo)" : endpoint.path)
    }

    /// - Parameter parameters: those that are neither text nor numbers are left out, as Flask does with `None`.
    func url(_ pattern: PathPattern, _ parameters: [Arguments.Keyword]) -> String {
        var url: [UInt8] = []
        url.reserveCapacity(128)
        url.append(root)
        let inPath = pattern.fill(from: parameters, into: &url)
        var separator = UInt8(ascii: "?")
        for index in parameters.indices where index != inPath && parameters[index].value.standsInAddresses {
            url.append(separator)
            PercentEncoding.encode(parameters[index].name, allowing: .query, into: &url)
            url.append(UInt8(ascii: "="))
            parameters[index].value.append(to: &url, .query)
            separator = UInt8(ascii: "&")
        }
        return String(utf8: url)
    }

    /// The address of a file among the static ones.
    public func staticFile(_ name: String) -> String {
        var url: [UInt8] = []
        url.append(staticURL)
        if url.last != UInt8(ascii: "/") { url.append(UInt8(ascii: "/")) }
        PercentEncoding.encode(name, allowing: .path, into: &url)
        return String(utf8: url)
    }
}
