/// The location of the database: `sqlite:///relative/path`, `sqlite:////absolute/path` or a path. As in SQLAlchemy, a
/// relative path starts at the working directory.
public struct DatabaseURL: Equatable, Sendable {
    /// The file's path without the scheme.
    public let path: String

    /// A file's path as it is.
    public init(path: String) { self.path = path }

    /// - Throws: what is wrong, in the operator's words. The text itself is not repeated: another system's URL may
    ///   hold a password.
    @export(interface) public init(_ text: String) throws(ConfigurationError) {
        path = try DatabaseURL.path(in: text)
        guard !path.utf8.contains(0) else { throw DatabaseURL.problem("has a NUL byte in its path") }
        guard !path.utf8.starts(with: ":memory:".utf8) else {
            throw DatabaseURL.problem("is in memory, where no second request would find it")
        }
    }

    private static func path(in text: String) throws(ConfigurationError) -> String {
        guard let scheme = scheme(of: text) else {
            guard !text.isEmpty else { throw problem("is empty") }
            return text
        }
        guard scheme == "sqlite" || scheme == "sqlite+pysqlite" else {
            throw problem("is of a kind that this program does not know")
        }
        let rest = text.utf8.dropFirst(scheme.utf8.count + "://".utf8.count)
        guard rest.isEmpty || rest.first == UInt8(ascii: "/") else {
            throw problem("names a host; a path needs three slashes, or four if it is absolute")
        }
        guard rest.count > 1 else { throw problem("has no path") }
        guard !rest.contains(UInt8(ascii: "?")) else { throw problem("has options after '?', which are not supported") }
        return String(decoding: rest.dropFirst(), as: UTF8.self)
    }

    /// What is before `://`, in lower case, if it looks like a scheme; or another system's scheme without the slashes, whose
    /// password is not to be shown as part of a path.
    private static func scheme(of text: String) -> String? {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return nil }
        guard bytes[colon...].starts(with: "://".utf8) || isOtherSystem(bytes[..<colon]) else { return nil }
        for byte in bytes[..<colon] {
            switch byte | 0x20 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): continue
            default: if byte != UInt8(ascii: "+"), byte != UInt8(ascii: "-"), byte != UInt8(ascii: ".") { return nil }
            }
        }
        return String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
    }

    private static func isOtherSystem(_ scheme: ArraySlice<UInt8>) -> Bool {
        let name = String(decoding: scheme.prefix { $0 != UInt8(ascii: "+") }, as: UTF8.self).lowercased()
        return switch name {
        case "mysql", "mariadb", "postgres", "postgresql", "oracle", "mssql": true
        default: false
        }
    }

    private static func problem(_ what: String) -> ConfigurationError {
        ConfigurationError("The database address \(what). Write sqlite:///relative/path or sqlite:////absolute/path.")
    }
}
