import ArgumentParser

/// A path that a web server maps to a script, with the paths below it; of `/`, that one only.
struct Mount {
    let path: String
    let script: String

    var isRoot: Bool { path == "/" }

    /// The path as a regular expression.
    var pattern: String {
        path.map { $0.isLetter || $0.isNumber || "/-_".contains($0) ? String($0) : "\\\($0)" }.joined()
    }
}

/// The web servers for which there are configurations.
enum ServerRoutes: String, EnumerableFlag {
    case apache, nginx, lighttpd

    /// The indentation of the lines there.
    var indent: String { self == .nginx ? "    " : "" }

    /// - Parameter mounts: the deeper ones first; the first one that matches is used.
    func lines(_ mounts: [Mount]) -> [String] {
        switch self {
        case .apache: mounts.map(apache)
        case .nginx: aligned(mounts.map(nginx))
        case .lighttpd: lighttpd(mounts)
        }
    }

    private func apache(_ mount: Mount) -> String {
        mount.isRoot
            ? #"ScriptAliasMatch "^${BASE}$" "${CGIBIN}/\#(mount.script)""#
            : #"ScriptAlias "${BASE}\#(mount.path.dropFirst())" "${CGIBIN}/\#(mount.script)""#
    }

    private func nginx(_ mount: Mount) -> (String, String) {
        let rest = mount.isRoot ? #"(?<cgi_path_info>\z)"# : #"(?<cgi_path_info>/.*)?\z"#
        return (#""~(?s)^(?<cgi_mount>\#(mount.pattern))\#(rest)""#, "\(mount.script);")
    }

    /// lighttpd uses the last one that matches.
    private func lighttpd(_ mounts: [Mount]) -> [String] {
        let folders = mounts.filter { mount in
            !mount.isRoot && !mounts.contains { !$0.isRoot && mount.path.hasPrefix($0.path + "/") }
        }
        let names = folders.map { String($0.pattern.dropFirst()) }.joined(separator: "|")
        let scripts = Set(mounts.map { $0.script }).union(["cgi-error"]).sorted()
        let aliases = mounts.reversed().map { mount in
            (
                #"$HTTP["url"] \#(mount.isRoot ? #"== "/""# : #"=~ "^\#(mount.pattern)(?:/|$)""#)"#,
                #"{ alias.url = ( "\#(mount.path)" => cgi_bin + "/\#(mount.script)" ) }"#
            )
        }
        return [#"var.pages = "(?:\#(names))(?:/|$)""#]
            + ["# By the ends of their paths: whatever leads to one of these runs it, and never sends the program."]
            + ["cgi.assign = ("] + scripts.map { #"    "/\#($0)" => "","# } + [")"] + aligned(aliases)
    }

    private func aligned(_ rows: [(String, String)]) -> [String] {
        let width = rows.map { $0.0.count }.max() ?? 0
        return rows.map { $0 + String(repeating: " ", count: width - $0.count) + "  " + $1 }
    }
}
