import HTTPTypes

/// Proof that a form comes from our own page: a random token in the session, and the same token, signed and dated, in
/// the form (Flask-WTF's `generate_csrf` and `validate_csrf`).
public struct CSRFProtection {
    /// The token's name in forms and in the session (`WTF_CSRF_FIELD_NAME`).
    public let fieldName: String
    private let serializer: TimedSerializer
    private let timeLimit: Int64?
    private let random: RandomSource

    /// - Parameters:
    ///   - keys: What signs the tokens.
    ///   - digest: `.sha1` to share forms with Flask-WTF.
    ///   - timeLimit: Seconds for which a form can be sent, the last included (`WTF_CSRF_TIME_LIMIT`); nil for ever.
    ///   - fieldName: The token's name in forms and in the session (`WTF_CSRF_FIELD_NAME`).
    ///   - clock: Dates the tokens.
    ///   - random: Makes the tokens of sessions.
    @export(interface) public init(
        keys: SecretKeys, digest: Digest = .sha256, timeLimit: Int64? = 3600, fieldName: String = "csrf_token",
        clock: Clock = .system, random: RandomSource = .system
    ) {
        serializer = TimedSerializer(keys: keys, salt: "wtf-csrf-token", digest: digest, clock: clock)
        self.timeLimit = timeLimit
        self.fieldName = fieldName
        self.random = random
    }

    /// The token for a form. Gives the session its own if it has none.
    ///
    /// - Throws: A ``SystemError`` if the kernel has no random bytes, which only a session without a token needs.
    @export(interface) public func generate(for session: Session) throws(SystemError) -> String {
        if let token = session[fieldName]?.string { return serializer.dumps(.string(token)) }
        let token = Hex.encode(Digest.sha1.hash(try random.bytes(64)))
        session[fieldName] = .string(token)
        return serializer.dumps(.string(token))
    }

    /// Checks the token that came with a form.
    ///
    /// - Throws: A ``CSRFError`` if the token is missing, forged, expired or another session's.
    @export(interface) public func validate(_ token: String?, session: Session) throws(CSRFError) {
        guard let token, !token.isEmpty else { throw .missingToken }
        guard let expected = session[fieldName] else { throw .missingSessionToken }
        guard let given = try loads(token).string, let expected = expected.string,
            isEqualInConstantTime(Array(given.utf8), Array(expected.utf8))
        else { throw .mismatch }
    }

    /// Whether a token was signed by the site and is not too old, whichever session it belongs to.
    public func isGenuine(_ token: String) -> Bool { (try? loads(token)) != nil }

    private func loads(_ token: String) throws(CSRFError) -> JSONValue {
        do {
            return try serializer.loads(token, maxAge: timeLimit)
        } catch .expired {
            throw .expired
        } catch {
            throw .invalid
        }
    }

    /// The token that came with a request: in the form under its name, or under a name that ends in it (a form with a
    /// prefix), or in the header `X-CSRFToken` or `X-CSRF-Token`.
    @export(interface) public func token(form: FormData, headers: HTTPFields) -> String? {
        if let token = form[fieldName], !token.isEmpty { return token }
        for field in form.fields where !field.value.isEmpty && hasFieldSuffix(field.name) { return field.value }
        for name in ["X-CSRFToken", "X-CSRF-Token"] {
            if let token = headers[HTTPField.Name(name)!], !token.isEmpty { return token }
        }
        return nil
    }

    private func hasFieldSuffix(_ name: String) -> Bool {
        name.utf8.count >= fieldName.utf8.count
            && name.utf8.suffix(fieldName.utf8.count).elementsEqual(fieldName.utf8)
    }

    /// Checks under HTTPS that the page a form came from is on the site (`WTF_CSRF_SSL_STRICT`).
    ///
    /// - Parameters:
    ///   - referrer: The `Referer` header.
    ///   - host: The site's host, with its port unless that is the usual one: the `Host` header.
    /// - Throws: A ``CSRFError`` if there is no referrer or it is another site's.
    @export(interface) public func validate(referrer: String?, host: String) throws(CSRFError) {
        guard let referrer, !referrer.isEmpty else { throw .missingReferrer }
        guard let origin = Origin(referrer), origin == Origin("https://\(host)/") else { throw .foreignReferrer }
    }
}
