import CGIKit

/// The addresses of the site's pages, as the script that asks is mounted: by `ScriptAlias` under the pretty paths, or
/// under its own name in `cgi-bin`.
public struct Addresses {
    /// What stands before every address: the folder of the scripts, or where the site begins.
    let root: String
    let isPretty: Bool
    let staticURL: String

    /// Finds out from `SCRIPT_NAME` (RFC 3875, section 4.1.13) which of the two it is.
    public init(scriptName: String, staticURL: String) {
        self.staticURL = staticURL
        let slash = scriptName.utf8.lastIndex(of: UInt8(ascii: "/"))
        let lastSegment = slash.map { scriptName[scriptName.utf8.index(after: $0)...] } ?? scriptName[...]
        isPretty = !lastSegment.hasPrefix("cgi-")
        if isPretty {
            let mount = Addresses.mounts.first { scriptName.hasSuffix($0) } ?? scriptName
            root = String(scriptName.dropLast(mount.count))
        } else {
            root = slash.map { String(scriptName[..<$0]) } ?? ""
        }
    }

    /// The paths that `ScriptAlias` gives to scripts, the longer before its prefix.
    private static var mounts: [String] {
        ["/users/login", "/users/logout", "/users/register", "/users/me", "/users", "/error"]
    }

    /// A page's address (Flask's `url_for`): parameters of its path are filled in, all others become the query.
    public func url(for endpoint: Endpoint, _ parameters: [(name: String, value: String)] = []) -> String {
        var url = Array(root.utf8)
        var rest = parameters
        var pattern = (isPretty ? endpoint.path : endpoint.scriptPath).utf8[...]
        while let open = pattern.firstIndex(of: UInt8(ascii: "<")),
            let close = pattern.firstIndex(of: UInt8(ascii: ">"))
        {
            let name = pattern[pattern.index(after: open)..<close]
            guard let index = rest.firstIndex(where: { $0.name.utf8.elementsEqual(name) }) else {
                preconditionFailure("url_for needs a parameter of the path")
            }
            url += pattern[..<open]
            PercentEncoding.encode(rest.remove(at: index).value, allowing: .pathSegment, into: &url)
            pattern = pattern[pattern.index(after: close)...]
        }
        url += pattern
        appendQuery(rest, to: &url)
        return String(decoding: url, as: UTF8.self)
    }

    /// The address of a file under the static folder.
    public func staticFile(_ name: String) -> String {
        var url = Array(staticURL.utf8)
        if url.last != UInt8(ascii: "/") { url.append(UInt8(ascii: "/")) }
        PercentEncoding.encode(name, allowing: .path, into: &url)
        return String(decoding: url, as: UTF8.self)
    }

    private func appendQuery(_ parameters: [(name: String, value: String)], to url: inout [UInt8]) {
        var separator = UInt8(ascii: "?")
        for parameter in parameters {
            url.append(separator)
            PercentEncoding.encode(parameter.name, allowing: .query, into: &url)
            url.append(UInt8(ascii: "="))
            PercentEncoding.encode(parameter.value, allowing: .query, into: &url)
            separator = UInt8(ascii: "&")
        }
    }
}
