import HTTPTypes

/// One request as CGI hands it over (RFC 3875): meta-variables and standard input. Reads and decodes only what it is
/// asked for, and the body once.
public final class Request {
    /// The meta-variables (RFC 3875, section 4.1) and the server's own variables.
    public let environment: Environment
    /// `REQUEST_METHOD`, also one that this library does not know.
    public let method: HTTPRequest.Method
    /// May be changed until the body is asked for.
    public var limits: RequestLimits
    /// Whose `X-Forwarded-…` headers are used.
    public var trustedProxies = TrustedProxies.none
    /// Whether trusted proxies also say at which host and below which path clients see the site.
    public var trustsForwardedPrefix = false
    /// Whether error pages say what went wrong inside. Never on a public site.
    public var showsErrorDetails = false

    /// What the error log is to say of this request besides a failure, each in a line of its own (``RequestLog``). Holds no
    /// secret, and nothing that was typed.
    public private(set) var notes: [String] = []

    private var body: RequestBody
    private var cachedQuery: FormData?

    /// Takes over what the server set up; the body is read only when it is asked for.
    ///
    /// - Throws: ``Failure/request(_:)`` with 400 if `REQUEST_METHOD` is missing or not a method.
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

    /// The fields of the query string.
    ///
    /// - Throws: ``Failure/request(_:)``: 400 if they are malformed, 413 above ``RequestLimits/formParts``.
    public var query: FormData {
        @export(interface) get throws(Failure) {
            if let cachedQuery { return cachedQuery }
            let bytes = Array(try text("QUERY_STRING").utf8)
            let query = try FormData(urlEncoded: bytes, of: "the query string", limit: limits.formParts)
            cachedQuery = query
            return query
        }
    }

    /// The fields and files of a submitted form, urlencoded or multipart. The body is read by the first call; later
    /// calls return the same.
    ///
    /// - Throws: ``Failure/request(_:)``: 415 for another type of body, 413 beyond ``limits``, 408 after their time,
    ///   400 if the form is malformed. ``Failure/system(_:)`` if a file cannot be stored.
    public func form() throws(Failure) -> FormData { try body.form(limits) }

    /// Adds a line to the error log when the response is made.
    public func note(_ words: String) { notes.append(words) }

    /// The whole body, whatever its type. To read a multipart form as well, call this first.
    ///
    /// - Throws: ``Failure/request(_:)``: 413 beyond ``limits``, 408 after their time, 400 if the body ends early.
    public func bytes() throws(Failure) -> [UInt8] { try body.bytes(limits) }

    /// The whole body of a request whose type is JSON. The bytes are not parsed.
    ///
    /// - Throws: ``Failure/request(_:)`` with 415 for another type, and what ``bytes()`` throws.
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
