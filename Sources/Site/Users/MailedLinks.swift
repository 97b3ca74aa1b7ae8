import CGIKit
import HTTPTypes

/// The purposes of links in emails about accounts.
extension EmailPurpose {
    static var resetPassword: EmailPurpose { EmailPurpose("reset-password") }
    static var confirmEmail: EmailPurpose { EmailPurpose("confirm-email") }
    static var changeEmail: EmailPurpose { EmailPurpose("change-email") }
    static var revertEmail: EmailPurpose { EmailPurpose("revert-email") }
}

/// The content of such a link. The site signs it and sends it to the user.
struct MailedLink {
    /// Seconds for which links work.
    enum Lifetime {
        static var resetPassword: Int64 { 3600 }
        static var confirmEmail: Int64 { 7 * 86400 }
        static var changeEmail: Int64 { 86400 }
        static var revertEmail: Int64 { 7 * 86400 }
    }

    let userID: Int64
    /// The account's email address when the link was sent.
    let email: String
    /// The new email address.
    var newEmail: String?
    /// A mark of the password of then (`PasswordStamp`): the link dies when it changes.
    var stamp: String?
    /// The number of the link; only the newest works.
    var number: Int64?

    var fields: JSONValue {
        var fields = OrderedDictionary<JSONValue>([("user", .int(Int(userID))), ("email", .string(email))])
        if let newEmail { fields["new"] = .string(newEmail) }
        if let stamp { fields["stamp"] = .string(stamp) }
        if let number { fields["number"] = .int(Int(number)) }
        return .object(fields)
    }

    init(userID: Int64, email: String, newEmail: String? = nil, stamp: String? = nil, number: Int64? = nil) {
        self.userID = userID
        self.email = email
        self.newEmail = newEmail
        self.stamp = stamp
        self.number = number
    }

    init(to user: User, newEmail: String? = nil, stamp: String? = nil) {
        self.init(userID: user.id, email: user.email ?? "", newEmail: newEmail, stamp: stamp)
    }

    init?(_ fields: JSONValue) {
        guard let id = fields["user"]?.int, let email = fields["email"]?.string else { return nil }
        userID = Int64(id)
        self.email = email
        newEmail = fields["new"]?.string
        stamp = fields["stamp"]?.string
        number = fields["number"]?.int.map { Int64($0) }
    }
}

extension Page {
    /// The content of the link of this request; nil if it has another purpose or is too old.
    ///
    /// - Parameter maxAge: seconds; nil means no limit.
    func mailedFields(_ purpose: EmailPurpose, maxAge: Int64?) throws(Failure) -> JSONValue? {
        guard let token = try request.query["token"] else { return nil }
        let tokens = try emailTokens
        return try? tokens.fields(of: token, purpose, maxAge: maxAge)
    }

    /// The content of the link of this request, and its user, if it has this purpose and is not too old.
    func mailedLink(
        _ purpose: EmailPurpose, maxAge: Int64
    ) throws(Failure) -> (link: MailedLink, user: User)? {
        guard let fields = try mailedFields(purpose, maxAge: maxAge), let link = MailedLink(fields) else { return nil }
        let users = try users
        let user = try failing { () throws(DatabaseError) in try users.user(id: link.userID) }
        guard let user, user.status != .inactive else { return nil }
        return (link, user)
    }

    func passwordStamp(of user: User) throws(Failure) -> String {
        try secrets.passwordStamp.stamp(of: user.id, storedHash: user.passwordHash ?? "")
    }

    /// Whether the password is still the one that the account had when the link was sent.
    func hasSamePassword(_ user: User, as link: MailedLink) throws(Failure) -> Bool {
        let stamps = try secrets.passwordStamp
        guard let stamp = link.stamp else { return false }
        return stamps.verdict(stamp, user: user.id, storedHash: user.passwordHash ?? "") == .current
    }

    /// The page for links that no longer work.
    static func deadLink(_ advice: String) -> Failure {
        .request(RequestError(.gone, "This link no longer works. \(advice)"))
    }

    /// Keeps the URL of a page with a token secret: no other site sees it, and no cache keeps the page.
    @export(interface) public func keepingAddress(_ response: Response) -> Response {
        var response = response
        response.headers[HTTPField.Name("Referrer-Policy")!] = "strict-origin"
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
