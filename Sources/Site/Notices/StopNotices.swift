import CGIKit

extension EmailPurpose {
    static var stopNotices: EmailPurpose { EmailPurpose("stop-notices") }
}

/// The content of an unsubscribe link: no more notifications of one discussion, or none at all.
public struct StopNotices {
    /// The user who unsubscribes.
    public let userID: Int64
    /// The post whose discussion is muted; nil is all of them.
    public let postID: Int64?

    init(_ userID: Int64, inThread postID: Int64? = nil) {
        self.userID = userID
        self.postID = postID
    }

    var token: EmailLink.Token {
        var fields = OrderedDictionary<JSONValue>([("user", .int(Int(userID)))])
        if let postID { fields["post"] = .int(Int(postID)) }
        return (.stopNotices, .object(fields))
    }

    init?(_ fields: JSONValue) {
        guard let user = fields["user"]?.int else { return nil }
        self.init(Int64(user), inThread: fields["post"]?.int.map { Int64($0) })
    }
}

extension Page {
    /// What the unsubscribe link that led here stops. It is good for ever, because an old email must not keep anybody.
    ///
    /// - Throws: `Failure.request` if the link is not valid.
    @export(interface) public func stopNotices() throws(Failure) -> StopNotices {
        guard let fields = try mailedFields(.stopNotices, maxAge: nil), let stop = StopNotices(fields) else {
            throw Page.deadLink("Sign in and change your notification settings on your profile.")
        }
        return stop
    }
}
