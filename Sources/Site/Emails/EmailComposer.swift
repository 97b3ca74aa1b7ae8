import CGIKit

/// Why an email cannot be made from a row of the queue.
public enum CompositionError: Error {
    /// The row is wrong, so trying again is of no use.
    case malformed(String)
    /// A template has a mistake, which somebody may fix.
    case template(TemplateError)

    /// A sentence for the operator.
    public var message: String {
        switch self {
        case .malformed(let message): message
        case .template(let error): "template: \(error.description)"
        }
    }
}

/// Makes emails from the queue: renders their templates and signs their links.
public struct EmailComposer {
    /// An email and the URLs of its links.
    public struct Composed {
        /// The email as it goes to a mail server.
        public let message: EmailMessage
        /// The absolute URLs of its links, with their tokens unless it was made without.
        public let links: [String]
    }

    /// Replaces a token that is not to be shown.
    private static var mask: String { "hidden" }

    private let configuration: Configuration
    private let origin: String
    /// The host in `URL` as written in mail, for Message-IDs: a name, or `[192.0.2.1]`.
    public let host: String
    /// The From address and name (`MAIL_FROM`).
    public let from: Mailbox
    private let tokens: EmailTokens?

    /// - Parameters:
    ///   - configuration: The site's settings.
    ///   - signing: Whether links contain their tokens; without, `hidden` stands in their place.
    ///   - clock: Dates the tokens.
    /// - Throws: `Failure.configuration` if `URL` or `MAIL_FROM` is missing or malformed, and a `Failure` of
    ///   the secret keys.
    @export(interface) public init(
        _ configuration: Configuration, signing: Bool = true, clock: Clock = .system
    ) throws(Failure) {
        self.configuration = configuration
        let origin = try failing { () throws(ConfigurationError) in try configuration.siteOrigin }
        guard let origin else {
            throw .configuration(
                ConfigurationError(
                    "URL is not set, and emails contain links: write the site's URL, such as URL = https://www.example.org."
                ))
        }
        self.origin = origin.text
        let host = origin.mailDomain
        self.host = host
        from = try failing { () throws(ConfigurationError) in try configuration.mailFrom(host: host) }
        tokens = signing ? try EmailTokens(configuration, clock: clock) : nil
    }

    /// The email of a row, in today's templates.
    ///
    /// - Throws: A ``CompositionError``.
    @export(interface) public func compose(_ row: OutboxMessage) throws(CompositionError) -> Composed {
        guard let kind = EmailKind(rawValue: row.kind) else {
            throw .malformed("There is no kind of email \"\(row.kind)\".")
        }
        guard let address = EmailAddress(row.recipient) else {
            throw .malformed("\"\(row.recipient)\" is not an email address that mail can be sent to.")
        }
        guard row.token.utf8.count == 32, Hex.decode(row.token) != nil else {
            throw .malformed("The email's token is not valid.")
        }
        let arguments = try parsed(row.arguments)
        let addresses = Addresses(
            scriptName: arguments["script"]?.string ?? "", staticURL: configuration.staticURL)
        let links = try self.links(arguments["links"], addresses)

        var context: [(name: String, value: Value)] = (arguments["values"]?.object?.entries ?? []).map {
            (name: $0.key, value: Value(json: $0.value))
        }
        context += [("name", Value(row.name)), ("recipient", .string(address.text))]
        context += links.map { (name: $0.name, value: .string($0.url)) }
        let templates = environment(addresses)
        let text = try render("emails/\(kind.rawValue).txt", context, templates)
        let (subject, body) = try split(text, kind)
        let message = EmailMessage(
            from: from, to: Mailbox(row.name, address), subject: subject, date: HTTPDate(seconds: row.createdAt),
            messageID: "\(row.token)@\(host)", text: body,
            html: try render("emails/\(kind.rawValue).html", context + [("subject", .string(subject))], templates),
            thread: try thread(arguments["thread"]), unsubscribeURL: links.first { $0.name == "unsubscribe" }?.url)
        return Composed(message: message, links: links.map { $0.url })
    }

    private func parsed(_ arguments: String) throws(CompositionError) -> JSONValue {
        do {
            return try JSONValue(json: Array(arguments.utf8))
        } catch {
            throw .malformed("The email's arguments are not JSON: \(error.description).")
        }
    }

    /// The Message-ID that all emails of a thread refer to. No email has it, which mail programs treat like a deleted one.
    private func thread(_ json: JSONValue?) throws(CompositionError) -> String? {
        guard let json else { return nil }
        guard let name = json.string, 1...64 ~= name.utf8.count,
            name.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 || $0 == UInt8(ascii: "-") })
        else { throw .malformed("The email's thread has no name.") }
        return "\(name)@\(host)"
    }

    private func links(
        _ json: JSONValue?, _ addresses: Addresses
    ) throws(CompositionError) -> [(name: String, url: String)] {
        var links: [(name: String, url: String)] = []
        for entry in json?.object?.entries ?? [] {
            guard let link = EmailLink(entry.key, entry.value) else {
                throw .malformed("The email's link \"\(entry.key)\" leads nowhere.")
            }
            var parameters = link.parameters
            if let token = link.token {
                parameters.append(("token", tokens?.token(token.purpose, token.fields) ?? EmailComposer.mask))
            }
            links.append((link.name, origin + addresses.url(for: link.endpoint, parameters)))
        }
        return links
    }

    /// The current templates: a worker that runs for weeks notices changes.
    private func environment(_ addresses: Addresses) -> TemplateEnvironment {
        let environment = SiteTemplates.environment(folder: configuration.templates)
        let globals = SiteTemplates.previewGlobals(configuration)
        let urlFor = URLFor(addresses) { () throws(TemplateError) in origin }
        environment.globals = { (name) throws(TemplateError) in
            guard name == "url_for" else { return try globals(name) }
            return .function(name) { (arguments) throws(TemplateError) in
                let url = try urlFor.url(arguments).plainText ?? ""
                return .string(url.hasPrefix("/") ? origin + url : url)
            }
        }
        return environment
    }

    private func render(
        _ name: String, _ context: [(name: String, value: Value)], _ templates: TemplateEnvironment
    ) throws(CompositionError) -> [UInt8] {
        do {
            return try templates.render(name, context)
        } catch {
            throw .template(error)
        }
    }

    /// The subject, which is the first line, and the rest.
    private func split(_ text: [UInt8], _ kind: EmailKind) throws(CompositionError) -> (String, [UInt8]) {
        let prefix = Array("Subject: ".utf8)
        let end = text.firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
        guard text.starts(with: prefix), end > prefix.count else {
            throw .template(
                TemplateError(.runtime, "emails/\(kind.rawValue).txt does not begin with a line \"Subject: …\""))
        }
        let body = text[end...].drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        return (String(decoding: text[prefix.count..<end], as: UTF8.self), Array(body))
    }
}
