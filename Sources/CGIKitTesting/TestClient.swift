import CGIKit
import HTTPTypes

/// A browser for tests: sends requests to a script through CGI (variables and standard input in, bytes out) and keeps
/// cookies from one request to the next.
///
/// ```swift
/// let client = TestClient(Script(allowing: [.get, .post], view: login))
/// let page = client.post("/users/login/", .form([("email", "joe@example.org"), ("password", "secret")]))
/// #expect(page.status == 303)
/// #expect(client.cookies["session"] != nil)
/// ```
public final class TestClient {
    /// Sent with every request: `Cookie`'s names and values.
    public var cookies: [String: String] = [:]
    /// Sent with every request.
    public var headers = HTTPFields()
    /// Variables of every request; they override the client's own.
    public var environment: [String: String] = [:]
    /// Whether the requests come by HTTPS.
    public var isSecure = false
    /// What the script has written to the error log so far.
    public private(set) var log = ""

    private let scriptName: String
    private let run: ([String: String], [UInt8]) -> (output: [UInt8], log: String)

    /// A client that calls a script in this process.
    ///
    /// - Parameters:
    ///   - script: The script.
    ///   - scriptName: The path at which the script is mounted: `/users/login`. The rest of longer paths is the path
    ///     info.
    public init(_ script: Script, mountedAt scriptName: String = "") {
        self.scriptName = scriptName
        run = { variables, body in
            var log = ""
            let answer = script.answer(Environment(variables), body: .bytes(body)) { log += $0 }
            return (answer.head + answer.body, log)
        }
    }

    /// A client that starts a program for every request.
    public init(program: ScriptRunner, mountedAt scriptName: String = "") {
        self.scriptName = scriptName
        run = { variables, body in
            let result = program.run(variables, input: body)
            return (result.output, result.log)
        }
    }

    /// Sends a `GET`; see ``send(_:_:_:headers:)``.
    public func get(_ target: String, headers: HTTPFields = HTTPFields()) -> TestResponse {
        send(.get, target, headers: headers)
    }

    /// Sends a `POST`; see ``send(_:_:_:headers:)``.
    public func post(_ target: String, _ body: TestBody, headers: HTTPFields = HTTPFields()) -> TestResponse {
        send(.post, target, body, headers: headers)
    }

    /// Sends a request and takes over the cookies of the response. A path outside of the script, or output that is no
    /// response, traps.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: Path and query: `/posts/?page=2`. The path is not percent-encoded, because a server hands it over
    ///     decoded.
    ///   - body: The body and its type; nil sends none.
    ///   - headers: Sent with this request; they override the client's.
    public func send(
        _ method: HTTPRequest.Method, _ target: String, _ body: TestBody? = nil, headers: HTTPFields = HTTPFields()
    ) -> TestResponse {
        let variables = variables(method, target, body, headers)
        let result = run(variables, body?.bytes ?? [])
        log += result.log
        guard let response = TestResponse(result.output) else {
            preconditionFailure("Not a CGI response: \(String(decoding: result.output, as: UTF8.self)) \(result.log)")
        }
        for cookie in response.cookies { cookies[cookie.name] = cookie.isDeletion ? nil : cookie.value }
        return response
    }

    private func variables(
        _ method: HTTPRequest.Method, _ target: String, _ body: TestBody?, _ headers: HTTPFields
    ) -> [String: String] {
        let question = target.firstIndex(of: "?")
        let path = target[..<(question ?? target.endIndex)]
        precondition(path.hasPrefix(scriptName), "\(target) is not below \(scriptName)")
        var variables = [
            "GATEWAY_INTERFACE": "CGI/1.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": isSecure ? "443" : "80",
            "REMOTE_ADDR": "192.0.2.1",
            "REQUEST_METHOD": method.rawValue,
            "SCRIPT_NAME": scriptName,
            "PATH_INFO": String(path.dropFirst(scriptName.count)),
            "QUERY_STRING": question.map { String(target[target.index(after: $0)...]) } ?? "",
            "HTTP_HOST": "localhost",
        ]
        if isSecure { variables["HTTPS"] = "on" }
        if let body {
            variables["CONTENT_LENGTH"] = String(body.bytes.count)
            variables["CONTENT_TYPE"] = body.contentType
        }
        if !cookies.isEmpty {
            let pairs = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            variables["HTTP_COOKIE"] = pairs.joined(separator: "; ")
        }
        for field in self.headers { variables[variable(of: field.name)] = field.value }
        for field in headers { variables[variable(of: field.name)] = field.value }
        for (name, value) in environment { variables[name] = value }
        return variables
    }

    private func variable(of name: HTTPField.Name) -> String {
        let variable = String(name.canonicalName.uppercased().map { $0 == "-" ? "_" : $0 })
        return variable == "CONTENT_TYPE" || variable == "CONTENT_LENGTH" ? variable : "HTTP_" + variable
    }
}
