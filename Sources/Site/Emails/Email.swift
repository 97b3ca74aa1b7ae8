import CGIKit

/// An email that a page queues. It says what to tell, not how: the mail worker renders it when it is sent.
///
///     var email = page.email(.confirm, to: user)
///     email?.links.append(EmailLink("link", .confirmEmail, token: (purpose, .object(…))))
///     try database.write { … try Outbox(database).queue(email, now: page.now) … }
public struct Email {
    /// Which templates it is made of.
    public let kind: EmailKind
    /// The email address that it goes to.
    public let recipient: String
    /// The recipient's name; nil if it is not known.
    public let name: String?
    /// The user whose account it is about; nil if there is none.
    public let userID: Int64?
    /// Variables for the templates, in addition to `name`, `recipient` and the names of the links. They are stored with the email,
    /// so they must not contain secrets or anything that grants access.
    public var values: [(name: String, value: JSONValue)] = []
    /// The links that templates find by their names.
    public var links: [EmailLink] = []
    /// A name that emails share which mail programs should show together, such as `post-12`: lower-case letters, digits
    /// and hyphens.
    public var thread: String?
    /// `SCRIPT_NAME` of the script that queued it, needed for its links.
    var scriptName = ""

    /// An email to an address that need not be a user's. ``Page/email(_:to:name:userID:)`` also notes where links lead.
    @export(interface) public init(_ kind: EmailKind, to recipient: String, name: String? = nil, userID: Int64? = nil) {
        self.kind = kind
        self.recipient = recipient
        self.name = name
        self.userID = userID
    }

    /// An email to a user; nil if the account has no email address.
    @export(interface) public init?(_ kind: EmailKind, to user: User) {
        guard let email = user.email, !email.isEmpty else { return nil }
        self.init(kind, to: email, name: user.name, userID: user.id)
    }

    var arguments: JSONValue {
        var arguments = OrderedDictionary<JSONValue>([
            ("script", .string(scriptName)),
            ("values", .object(OrderedDictionary(values.map { (key: $0.name, value: $0.value) }))),
            ("links", .object(OrderedDictionary(links.map { (key: $0.name, value: $0.json) }))),
        ])
        if let thread { arguments["thread"] = .string(thread) }
        return .object(arguments)
    }
}

/// A link in an email. One that grants something has a signed token, which is made when the email is sent and is stored
/// nowhere.
public struct EmailLink {
    /// What a token is for, and the data that the page behind the link reads. Everyone with the link can read them.
    public typealias Token = (purpose: EmailPurpose, fields: JSONValue)

    /// Its name in templates. `unsubscribe` also becomes the `List-Unsubscribe` header (RFC 8058): its page accepts a POST without
    /// a session or a CSRF token.
    public let name: String
    let endpoint: Endpoint
    let parameters: [Addresses.Parameter]
    let token: Token?

    /// - Parameters:
    ///   - name: What templates find the link by.
    ///   - endpoint: The page that it leads to.
    ///   - parameters: The parameters of its URL.
    ///   - token: What the page finds, signed and dated, in the query's `token` (``EmailTokens``).
    @export(interface) public init(
        _ name: String, _ endpoint: Endpoint, _ parameters: [Addresses.Parameter] = [], token: Token? = nil
    ) {
        self.name = name
        self.endpoint = endpoint
        self.parameters = parameters
        self.token = token
    }

    /// Nil if it is not what ``json`` writes.
    init?(_ name: String, _ json: JSONValue) {
        guard let endpoint = Endpoint(named: json["to"]?.string ?? "") else { return nil }
        let parameters = (json["with"]?.object?.entries ?? []).map { (name: $0.key, value: $0.value.string ?? "") }
        let purpose = json["purpose"]?.string
        self.init(
            name, endpoint, parameters, token: purpose.map { (EmailPurpose($0), json["fields"] ?? .null) })
    }

    var json: JSONValue {
        var object = OrderedDictionary<JSONValue>([("to", .string(endpoint.rawValue))])
        if !parameters.isEmpty {
            object["with"] = .object(OrderedDictionary(parameters.map { (key: $0.name, value: .string($0.value)) }))
        }
        if let token {
            object["purpose"] = .string(token.purpose.name)
            object["fields"] = token.fields
        }
        return .object(object)
    }
}
