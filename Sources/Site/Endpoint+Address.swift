import CGIKit
import HTTPTypes

extension Endpoint {
    /// (`init(rawValue:)` makes a table of all names first, in each process.)
    init?(named name: String) {
        let count = name.utf8.count
        for endpoint in Endpoint.allCases
        where endpoint.rawValue.utf8.count == count && sameBytes(endpoint.rawValue, name) {
            self = endpoint
            return
        }
        return nil
    }

    /// Flask's name of the module that it belongs to; nil for the site's own pages.
    var blueprint: String? {
        rawValue.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(rawValue[..<$0]) }
    }

    /// The folder that is mapped to its script; empty if it is not below one.
    var folder: String { row.folder }

    /// The rest of the path; `<name>` is a parameter.
    var rest: String { row.rest }

    /// The path below the site's root; `<name>` is a parameter.
    public var path: String { row.folder + row.rest }

    /// The name of the script, such as `cgi-posts`.
    public var script: String { row.script }

    var access: Access { row.access }

    var methods: Methods { row.methods }

    /// The path that a web server maps to the script, with the paths below it; of `/`, that one only.
    var mount: String {
        let row = row
        guard row.folder.isEmpty else { return row.folder }
        return row.rest.hasSuffix("/") && row.rest != "/" ? String(row.rest.dropLast()) : row.rest
    }

    /// All paths that web servers map to scripts, the deeper ones first.
    public static var mounts: [(path: String, script: String)] {
        var mounts: [(path: String, script: String)] = []
        for endpoint in allCases where !mounts.contains(where: { sameBytes($0.path, endpoint.mount) }) {
            mounts.append((endpoint.mount, endpoint.script))
        }
        func depth(_ path: String) -> Int { path.utf8.dropFirst().count { $0 == UInt8(ascii: "/") } }
        return mounts.enumerated()
            .sorted { (-depth($0.element.path), $0.offset) < (-depth($1.element.path), $1.offset) }
            .map { $0.element }
    }

    static func hasMount(_ path: String) -> Bool { allCases.contains { sameBytes($0.mount, path) } }

    /// What follows a folder in paths, parameters aside.
    static func names(below folder: String) -> [String] {
        var names: [String] = []
        for path in allCases.map({ $0.path }) where path.hasPrefix(folder) {
            let rest = path.utf8.dropFirst(folder.utf8.count)
            let name = String(Substring(rest.prefix { $0 != UInt8(ascii: "/") }))
            if rest.first != UInt8(ascii: "<"), !names.contains(where: { sameBytes($0, name) }) { names.append(name) }
        }
        return names
    }
}

extension Endpoint.Methods {
    var all: [HTTPRequest.Method] {
        switch self {
        case .get: [.get]
        case .post: [.post]
        case .form: [.get, .post]
        }
    }
}

extension Endpoint {
    /// The methods that it has besides `HEAD` and `OPTIONS`.
    public var methodNames: [String] { row.methods.all.map { $0.rawValue } }

    /// Who may request it, in words.
    public var whoMayComeIn: String {
        switch row.access {
        case .everybody: "everybody"
        case .signedIn: "signed in"
        case .staff: "staff"
        }
    }
}
