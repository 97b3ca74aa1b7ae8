import CGIKit

/// The URLs of the site's pages as the script at hand is mounted: by `ScriptAlias` under the readable paths, or under
/// its own name in `cgi-bin`.
public struct Addresses {
    /// A parameter of a path or of the query, not encoded.
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
    /// What the programs' names end in here: hosts that ask for it know them as `cgi-login.cgi`.
    private let ending: String
    let staticURL: String
    /// Under which names the static files are there.
    let staticFiles: StaticFiles

    /// Derives the mount from `SCRIPT_NAME` (RFC 3875, section 4.1.13). Without it, links lead to the readable paths.
    @export(interface) public init(
        scriptName: String, staticURL: String, staticFiles: StaticFiles = StaticFiles(folder: nil)
    ) {
        self.staticURL = staticURL
        self.staticFiles = staticFiles
        let folderEnd = scriptName.utf8.lastIndex(of: UInt8(ascii: "/"))
        if scriptName.isEmpty {
            mount = .shell
            root = ""
            ending = ""
        } else if let folderEnd, scriptName[folderEnd...].hasPrefix("/cgi-") {
            mount = .ownName
            root = String(scriptName[..<folderEnd])
            ending = Addresses.ending(of: scriptName[folderEnd...])
        } else {
            mount = .pretty
            ending = ""
            root = Addresses.root(of: scriptName)
        }
    }

    /// From the first dot of a program's name on; nothing if that could mean anything else in an address.
    private static func ending(of name: Substring) -> String {
        let ending = name.utf8.drop { $0 != UInt8(ascii: ".") }
        guard ending.allSatisfy({ $0.isASCIIAlphanumeric || $0 == UInt8(ascii: ".") }) else { return "" }
        return String(Substring(ending))
    }

    /// What precedes the path that the web server maps to the script.
    private static func root(of scriptName: String) -> String {
        for start in scriptName.utf8.indices where scriptName.utf8[start] == UInt8(ascii: "/") {
            let path = String(scriptName[start...])
            if sameBytes(path, errorMount) || Endpoint.hasMount(path) { return String(scriptName[..<start]) }
        }
        return ""
    }

    /// The path of `cgi-error`, which no link leads to.
    static var errorMount: String { "/error" }

    /// A page's URL (Flask's `url_for`): parameters fill in its path, and those left over become the query.
    @export(interface) public func url(for endpoint: Endpoint, _ parameters: [Parameter] = []) -> String {
        filled(pattern(of: endpoint), parameters.map { ($0.name, .string($0.value)) }).url
    }

    /// The path below ``root`` where a page is found.
    func pattern(of endpoint: Endpoint) -> PathPattern {
        guard mount == .ownName else { return PathPattern(endpoint.path) }
        return PathPattern("/\(endpoint.script)\(ending)\(endpoint.rest == "/" ? "" : endpoint.rest)")
    }

    /// - Parameter parameters: `None` is left out, and of a list each item is a value, as Flask has it.
    /// - Returns: nil if the path's own is missing.
    func url(_ pattern: PathPattern, _ parameters: [Arguments.Keyword]) -> String? {
        let (url, isComplete) = filled(pattern, parameters)
        return isComplete ? url : nil
    }

    private func filled(
        _ pattern: PathPattern, _ parameters: [Arguments.Keyword]
    ) -> (url: String, isComplete: Bool) {
        var url: [UInt8] = []
        url.reserveCapacity(128)
        url.append(root)
        let inPath = pattern.fill(from: parameters, into: &url)
        appendQuery(parameters, except: inPath, to: &url)
        return (String(utf8: url), inPath != nil || pattern.needed == nil)
    }

    private func appendQuery(_ parameters: [Arguments.Keyword], except inPath: Int?, to url: inout [UInt8]) {
        var separator = UInt8(ascii: "?")
        func append(_ name: String, _ value: Value) {
            url.append(separator)
            PercentEncoding.encode(name, allowing: .query, into: &url)
            url.append(UInt8(ascii: "="))
            value.append(to: &url, .query)
            separator = UInt8(ascii: "&")
        }
        for index in parameters.indices where index != inPath {
            switch parameters[index].value {
            case .none: break
            case .list(let list):
                for item in list.items where !item.isNone { append(parameters[index].name, item) }
            case .tuple(let items):
                for item in items where !item.isNone { append(parameters[index].name, item) }
            default: append(parameters[index].name, parameters[index].value)
            }
        }
    }

    /// The address of a file among the static ones, with a query if there are parameters for one.
    func staticFile(_ name: String, _ parameters: [Arguments.Keyword]) -> String {
        if parameters.isEmpty { return staticFile(name) }
        var url: [UInt8] = []
        url.append(staticFile(name))
        appendQuery(parameters, except: nil, to: &url)
        return String(utf8: url)
    }

    /// The address of a file among the static ones, under the name that has a hash of its content where there is one. It
    /// has a query if the file is not as it was when that was made.
    @export(interface) public func staticFile(_ name: String) -> String {
        let link = staticFiles.link(name)
        var url: [UInt8] = []
        url.append(staticURL)
        if url.last != UInt8(ascii: "/") { url.append(UInt8(ascii: "/")) }
        PercentEncoding.encode(link.name, allowing: .path, into: &url)
        if let stamp = link.stamp { url.append("?v=\(stamp)") }
        return String(utf8: url)
    }
}
