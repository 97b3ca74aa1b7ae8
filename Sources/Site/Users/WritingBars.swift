import CGIKit

/// What a user wants to write.
public enum WrittenKind {
    /// A new post.
    case post
    /// A new comment.
    case comment
    /// An edit of a post or comment.
    case edit
}

/// Reasons why a form cannot be submitted yet, so that it says so when it opens, not after the text has been written. These are
/// the variables of `forms/barred.html`: `must_confirm`; `limited`, the message if a rate limit is reached, and `wait`, for how
/// long, in words; and `waits`, whether staff approval is needed before others can see it.
extension Page {
    /// What keeps the client from writing, for `forms/barred.html`.
    ///
    /// - Throws: A `Failure` of the settings, the session or the database.
    @export(interface) public func bars(to kind: WrittenKind) throws(Failure) -> [(name: String, value: Value)] {
        guard kind == .edit ? true : try rights.may(.write) else {
            return [("must_confirm", .bool(try currentUser != nil)), ("wait", .none)]
        }
        let (again, network): (Int64?, [RateLimit.Kind]) =
            switch kind {
            // A draft can be saved as well as published.
            case .post: (try currentUser?.postsAgainAt, [.postByAddress, .editByUser, .editByAddress])
            case .comment: (try currentUser?.commentsAgainAt, [.commentByAddress])
            case .edit: (nil, [.editByUser, .editByAddress])
            }
        let reached = try reachedLimit(network)
        let first = try failing { () throws(ConfigurationError) in try configuration.waitingPosts }
        let waits = kind == .edit ? false : try rights.waits(first: first)
        let free: [(name: String, value: Value)] = [("must_confirm", false), ("waits", .bool(waits))]
        // Later than that it can only be by a clock that was wrong.
        let window = Limit.postByUser.window
        guard let again, again > reached?.until ?? now, again <= now + window else { return free + bar(reached) }
        return free + bar((.postByUser, again))
    }

    /// Whether the user must confirm their email address, for a form that was refused: its errors lead there.
    ///
    /// - Throws: What ``rights`` throws.
    @export(interface) public func mustConfirm() throws(Failure) -> [(name: String, value: Value)] {
        [("must_confirm", .bool(try !rights.may(.write)))]
    }

    /// Why the page's form cannot be submitted.
    func barsOfForm() throws(Failure) -> [(name: String, value: Value)] { bar(try reachedLimit()) }

    private func bar(_ reached: (kind: RateLimit.Kind, until: Int64)?) -> [(name: String, value: Value)] {
        guard let reached else { return [("wait", .none)] }
        return [
            ("limited", .string(reached.kind.sentence)), ("wait", .string(WaitingTime.words(reached.until - now))),
            ("offers_reset", .bool(sendsMail && reached.kind.isOfPasswords)),
        ]
    }
}

extension RateLimit.Kind {
    fileprivate var isOfPasswords: Bool {
        switch self {
        case .signInFailureOfAccount, .signInFailureOfDevice, .signInFailureByAddress: true
        default: false
        }
    }

    /// The message about a rate limit; a time follows.
    fileprivate var sentence: String {
        switch self {
        case _ where isOfPasswords: "Too many failed attempts. You can try again"
        case .accountMailByUser, .accountMailTo, .accountMailByAddress:
            "Too many emails were requested in a short time. You can request another"
        case .renameByUser: "You have changed your name too often. You can change it again"
        case .postByAddress, .commentByAddress, .editByAddress, .takenByAddress:
            "Your network has sent too much in a short time. You can send again"
        default: "You have sent too much in a short time. You can send again"
        }
    }
}

/// A waiting time in words.
enum WaitingTime {
    /// `1 second`, `50 seconds`, `2 minutes`, `1 hour`; rounded up.
    static func words(_ seconds: Int64) -> String {
        let (count, unit): (Int64, String) =
            seconds < 100
            ? (seconds, "second") : seconds < 5400 ? ((seconds + 59) / 60, "minute") : ((seconds + 3599) / 3600, "hour")
        return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }
}
