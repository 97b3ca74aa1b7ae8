import HTTPTypes

/// The lines that one request gets in the error log, all of which begin alike. A server may add a beginning of its own, or
/// none, as Apache's mod_cgid does:
///
///     2026-11-30T14:02:11Z [client 192.0.2.1] "POST /users/login/" cgi-login [5f1c9a0b3e7d2468] 503 database: …
///
/// Nothing that a client sends can begin a line, end one, or leave its place in it.
public struct RequestLog {
    private let environment: Environment
    private let request: Request?
    /// Of what is no request.
    private let newID: String
    private let clock: Clock

    init(_ request: Request, clock: Clock) {
        environment = request.environment
        self.request = request
        newID = ""
        self.clock = clock
    }

    /// The lines of what is no request.
    init(_ environment: Environment, id: String, clock: Clock) {
        self.environment = environment
        request = nil
        newID = id
        self.clock = clock
    }

    /// A whole line, with its end.
    ///
    /// - Parameter words: what happened: `503 database: SQLite error 5: database is locked`.
    @export(interface) public func line(_ words: String) -> String {
        let time = HTTPDate(seconds: clock.now).timestamp
        let id = request?.requestID ?? newID
        return "\(time) [client \(client)] \"\(method) \(path)\" \(script) [\(id)] \(escapingControls(words))\n"
    }

    private var client: String {
        let address = request?.remoteAddress ?? environment["REMOTE_ADDR"] ?? ""
        return address.utf8.count <= 64 && IPAddress(address) != nil ? address : "-"
    }

    private var method: String {
        guard let name = environment["REQUEST_METHOD"], name.utf8.count <= 32,
            let method = HTTPRequest.Method(name)
        else { return "-" }
        return method.rawValue
    }

    /// As the access log has it. Without the query, in which tokens are.
    private var path: String {
        let path = refusedPath ?? (environment["SCRIPT_NAME"] ?? "") + (environment["PATH_INFO"] ?? "")
        guard !path.isEmpty else { return "-" }
        var bytes: [UInt8] = []
        PercentEncoding.encode(path, allowing: .path, into: &bytes)
        guard bytes.count > RequestLog.longestPath else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: bytes[..<RequestLog.longestPath], as: UTF8.self) + "..."
    }

    /// What was asked for where this is the page about an error of the server's; nil if it is another.
    private var refusedPath: String? {
        let status = environment["REDIRECT_STATUS"]?.utf8.first
        guard status == UInt8(ascii: "4") || status == UInt8(ascii: "5"), let address = environment["REQUEST_URI"],
            !address.isEmpty
        else { return nil }
        let path = Array(address.utf8.prefix { $0 != UInt8(ascii: "?") })
        return String(decoding: PercentEncoding.decodingLeniently(path[...]), as: UTF8.self)
    }

    private static var longestPath: Int { 500 }

    private var script: String {
        let path = environment["SCRIPT_FILENAME"] ?? Program.name
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) }
        return escapingControls(name ?? path)
    }
}
