import CGIKit
import HTTPTypes

/// What the links are for that people get by mail about their accounts.
extension EmailPurpose {
    static var resetPassword: EmailPurpose { EmailPurpose("reset-password") }
    static var confirmEmail: EmailPurpose { EmailPurpose("confirm-email") }
    static var changeEmail: EmailPurpose { EmailPurpose("change-email") }
    static var revertEmail: EmailPurpose { EmailPurpose("revert-email") }
}

/// What such a link says. The site has signed it, and mailed it to the person who is to follow it.
struct MailedLink {
    /// Seconds for which links are good.
    enum Lifetime {
        static var resetPassword: Int64 { 3600 }
        static var confirmEmail: Int64 { 7 * 86400 }
        static var changeEmail: Int64 { 86400 }
        static var revertEmail: Int64 { 7 * 86400 }
    }

    let userID: Int64
    /// The account's address when the link was mailed.
    let email: String
    /// The address that is to be the account's.
    var newEmail: String?
    /// A mark of the password of then (`PasswordStamp`): the link dies when it changes.
    var stamp: String?
    /// Which of several links it is, of which only the newest is good.
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
    /// What the link says that has led here; nil if it was not mailed for this, or is too old.
    ///
    /// - Parameter maxAge: seconds; nil is for ever.
    func mailedFields(_ purpose: EmailPurpose, maxAge: Int64?) throws(Failure) -> JSONValue? {
        guard let token = try request.query["token"] else { return nil }
        let tokens = try emailTokens
        return try? tokens.fields(of: token, purpose, maxAge: maxAge)
    }

    /// What the link says that has led here, if it was mailed for this and is not too old, and whose account it is.
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

    /// Whether an account has the password still that it had when a link was mailed.
    func hasSamePassword(_ user: User, as link: MailedLink) throws(Failure) -> Bool {
        let stamps = try secrets.passwordStamp
        guard let stamp = link.stamp else { return false }
        return stamps.verdict(stamp, user: user.id, storedHash: user.passwordHash ?? "") == .current
    }

    /// Where somebody learns that a mailed link is no more good.
    static func deadLink(_ advice: String) -> Failure {
        .request(RequestError(.gone, "This link no longer works. \(advice)"))
    }

    /// Keeps the address of a page with a token to itself: it goes to no other site, and into nobody's log.
    @export(interface) public func keepingAddress(_ response: Response) -> Response {
        var response = response
        response.headers[HTTPField.Name("Referrer-Policy")!] = "strict-origin"
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
