import HTTPTypes

/// One request as CGI hands it over (RFC 3875): meta-variables and standard input. Reads and decodes only what it is
/// asked for, and the body once.
public final class Request {
    public let environment: Environment
    public let method: HTTPRequest.Method
    /// May be changed until the body is asked for.
    public var limits: RequestLimits
    /// Whose `X-Forwarded-…` headers count.
    public var trustedProxies = TrustedProxies.none
    /// Whether trusted proxies also say at which host, and below which path, people see the site.
    public var trustsForwardedPrefix = false
    /// Whether error pages say what went wrong inside. Never on a public site.
    public var showsErrorDetails = false

    /// What the error log is to say of this request besides a failure, each in a line of its own (``RequestLog``). Holds no
    /// secret, and nothing that was typed.
    public private(set) var notes: [String] = []

    private var body: RequestBody
    private var cachedQuery: FormData?

    @export(interface) public init(
        _ environment: Environment, body: BodyInput, limits: RequestLimits = RequestLimits()
    ) throws(Failure) {
        guard let name = environment["REQUEST_METHOD"] else {
            throw .badRequest(
                "REQUEST_METHOD is not set: this program is a CGI script. A web server starts it; from a shell, type "
                    + "REQUEST_METHOD=GET before its name.")
        }
        guard let method = HTTPRequest.Method(name) else { throw .badRequest("The request's method is malformed.") }
        self.environment = environment
        self.method = method
        self.limits = limits
        self.body = RequestBody(environment, method, body)
    }

    /// The query string's fields; 400 if they are not well-formed.
    public var query: FormData {
        get throws(Failure) {
            if let cachedQuery { return cachedQuery }
            let bytes = Array(try text("QUERY_STRING").utf8)
            let query = try FormData(urlEncoded: bytes, of: "the query string", limit: limits.formParts)
            cachedQuery = query
            return query
        }
    }

    /// The fields and files of a submitted form, urlencoded or multipart. Another type of body is 415.
    public func form() throws(Failure) -> FormData { try body.form(limits) }

    /// Has the error log say something when the request is answered.
    public func note(_ words: String) { notes.append(words) }

    /// The whole body, whatever its type. To read a multipart form too, ask for this first.
    public func bytes() throws(Failure) -> [UInt8] { try body.bytes(limits) }

    /// The whole body of a request that says it sends JSON; any other type is 415. What the bytes hold is not looked at.
    public func jsonBytes() throws(Failure) -> [UInt8] { try body.json(limits) }

    /// The identity of this request in the error log and on error pages: Apache's `UNIQUE_ID` (mod_unique_id), or random.
    public private(set) lazy var requestID: String = {
        if let id = environment["UNIQUE_ID"], isPlain(id) { return id }
        return Request.newID()
    }()

    static func newID() -> String {
        // Should the kernel have none to give, an answer without an identity is better than no answer.
        Hex.encode((try? RandomSource.system.bytes(8)) ?? [])
    }

    /// A variable that must be proper text: a NUL byte or bad UTF-8 in it is 400.
    func text(_ name: String) throws(Failure) -> String {
        guard let value = environment.variable(name) else { return "" }
        guard value.isUTF8 else { throw .badRequest("Bad UTF-8 in \(name).") }
        guard !value.text.utf8.contains(0) else { throw .badRequest("NUL byte in \(name).") }
        return value.text
    }
}

private func isPlain(_ id: String) -> Bool {
    1...64 ~= id.utf8.count && id.utf8.allSatisfy { $0.isASCIIAlphanumeric || "@-_".utf8.contains($0) }
}
