import CGIKit
import HTTPTypes

/// Flask's `request`, as far as templates ask for it. What is not here is undefined; that a client sent nonsense is the view's
/// business, and nothing here fails for it.
final class RequestView: TemplateObject {
    private let request: Request
    private let addresses: Addresses
    private let endpoint: Endpoint?
    private let parameters: [Addresses.Parameter]
    /// Called when a template asks for what differs between visitors of the same address.
    private let noteVisitor: () -> Void

    init(
        _ request: Request, _ addresses: Addresses, _ endpoint: Endpoint?, _ parameters: [Addresses.Parameter],
        noteVisitor: @escaping () -> Void
    ) {
        self.request = request
        self.addresses = addresses
        self.endpoint = endpoint
        self.parameters = parameters
        self.noteVisitor = noteVisitor
    }

    override var typeName: String { "Request" }

    override func rendered() throws(TemplateError) -> Value {
        .string("<Request '\(url(withQuery: true))' [\(request.method.rawValue)]>")
    }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "method": return .string(request.method.rawValue)
        case "args": return .object(MultiDictView(query.fields))
        case "form": return .object(MultiDictView(form.fields))
        case "values": return .object(MultiDictView(query.fields + (takesForm ? form.fields : [])))
        case "endpoint": return Value(endpoint?.rawValue)
        case "blueprint": return Value(endpoint?.blueprint)
        case "blueprints": return .list([endpoint?.blueprint].compactMap { $0.map { Value.string($0) } })
        case "view_args": return endpoint == nil ? Value.none : .dict(viewArguments)
        case "url_rule": return endpoint.map { .object(RuleView($0)) } ?? Value.none
        default: return addressPart(name) ?? visitorPart(name)
        }
    }

    /// What the address says.
    private func addressPart(_ name: String) -> Value? {
        switch name {
        case "path": .string(path)
        case "full_path": .string("\(path)?\(request.queryString)")
        case "query_string": .bytes(Array(request.queryString.utf8))
        case "script_root", "root_path": .string(addresses.root)
        case "url": .string(url(withQuery: true))
        case "base_url": .string(url(withQuery: false))
        case "url_root", "root_url": .string("\(origin)\(addresses.root)/")
        case "host_url": .string("\(origin)/")
        case "host": .string(request.host)
        case "scheme": .string(scheme)
        case "is_secure": .bool(request.isSecure)
        default: nil
        }
    }

    /// What differs between visitors.
    private func visitorPart(_ name: String) -> Value? {
        let value: Value
        switch name {
        case "headers": value = .object(HeadersView(request))
        case "cookies": value = .object(MultiDictView(CookieHeader(request.cookieHeader).all))
        case "user_agent": value = .object(UserAgentView(request.header(.userAgent) ?? ""))
        case "referrer": value = Value(request.header(.referer))
        case "origin": value = Value(request.header(.origin))
        case "remote_addr": value = .string(request.remoteAddress)
        case "content_type": value = Value(request.header(.contentType))
        case "mimetype": value = .string(mediaType)
        case "content_length": value = Value(request.header(.contentLength).flatMap { Int($0) })
        case "is_json": value = .bool(mediaType == "application/json" || mediaType.hasSuffix("+json"))
        default: return nil
        }
        noteVisitor()
        return value
    }

    // MARK: Parts

    private var query: FormData { (try? request.query) ?? FormData() }

    /// What was submitted, if it is a form and in order. Nothing is read of a request that does nothing.
    private var form: FormData {
        guard takesForm || request.method == .delete else { return FormData() }
        return (try? request.form()) ?? FormData()
    }

    private var takesForm: Bool {
        switch request.method {
        case .post, .put, .patch: true
        default: false
        }
    }

    private var viewArguments: Dict { Dict(parameters.map { (key: .string($0.name), value: .string($0.value)) }) }

    private var mediaType: String {
        let type = (request.header(.contentType) ?? "").utf8.prefix {
            $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ")
        }
        return String(decoding: type, as: UTF8.self).lowercased()
    }

    private var scheme: String { request.isSecure ? "https" : "http" }
    private var origin: String { "\(scheme)://\(request.host)" }

    /// Below the site's root.
    private var path: String {
        let path = (try? request.path) ?? request.scriptName
        let below = String(decoding: path.utf8.dropFirst(addresses.root.utf8.count), as: UTF8.self)
        return below.hasPrefix("/") ? below : "/" + below
    }

    private func url(withQuery: Bool) -> String {
        let query = request.queryString
        let url = "\(origin)\(addresses.root)\(IRI.path(path))"
        return withQuery && !query.isEmpty ? "\(url)?\(IRI.query(query))" : url
    }
}

/// `request.url_rule`
private final class RuleView: TemplateObject {
    private let endpoint: Endpoint

    init(_ endpoint: Endpoint) { self.endpoint = endpoint }

    override var typeName: String { "Rule" }
    override func rendered() throws(TemplateError) -> Value { .string(endpoint.path) }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "rule": .string(endpoint.path)
        case "endpoint": .string(endpoint.rawValue)
        default: nil
        }
    }
}

/// `request.user_agent`: since Werkzeug 2.1 its text, and nothing that is guessed from it.
private final class UserAgentView: TemplateObject {
    private let text: String

    init(_ text: String) { self.text = text }

    override var typeName: String { "UserAgent" }
    override var isTrue: Bool { !text.isEmpty }
    override func rendered() throws(TemplateError) -> Value { .string(text) }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "string": .string(text)
        case "platform", "browser", "version", "language": Value.none
        default: nil
        }
    }
}

extension HTTPField.Name {
    fileprivate static var origin: HTTPField.Name { HTTPField.Name("Origin")! }
}
