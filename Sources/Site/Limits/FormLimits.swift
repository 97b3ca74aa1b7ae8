import CGIKit

/// The rate limits that apply to a user's form, so that it can say when it opens that one is reached. They are read by the
/// statement that reads the signed-in user. (Forms for visitors read nothing when they open.)
extension Endpoint {
    /// For comments and posts only those by network: those by account are stored with the account (``Database/count(_:now:)``).
    fileprivate var formLimits: [Limit] {
        let passwords: [Limit] = [.signInFailureOfDevice, .signInFailureOfAccount, .signInFailureByAddress]
        let messages: [Limit] = [.confirmationOfAccount, .confirmationTo, .confirmationByAddress]
        return switch self {
        case .password: passwords
        case .changeEmail: passwords + [.takenByAddress, .confirmationOfAccount, .confirmationByAddress]
        case .mailConfirmation: messages
        case .newPost, .publishPost: [.postByAddress]
        case .editPost: [.postByAddress, .editByUser, .editByAddress]
        case .post, .newComment: [.commentByAddress]
        case .editComment: [.editByUser, .editByAddress]
        case .report: [.reportByUser]
        case .edit: [.renameByUser]
        default: []
        }
    }
}

/// Limits that are read together with something else.
struct AskedLimits {
    enum Subject {
        case text(String)
        /// The key of the account's email address.
        case email
    }

    private(set) var limits: [(limit: RateLimit, subject: Subject)] = []
    /// Seconds since 1970.
    let now: Int64

    init(now: Int64) { self.now = now }

    mutating func add(_ limit: RateLimit, of subject: Subject? = nil) {
        if limit.most > 0 { limits.append((limit, subject ?? .text(limit.subject))) }
    }

    /// How much is counted of each within its window.
    func counts(from row: inout RowDecoder) -> [Int64] {
        var counts: [Int64] = []
        for (_, subject) in limits { counts.append(row.integer(AskedLimits.count(of: subject)) ?? 0) }
        return counts
    }

    private static func count(of subject: Subject) -> SQL {
        // (An account created by Flask may have no key yet.)
        let value: SQL =
            if case .email = subject { "coalesce(users_user.email_key, lower(users_user.email))" } else { "?" }
        return "(\(AskedLimits.counted(of: value)))"
    }

    private static func counted(of subject: SQL) -> SQL {
        "SELECT sum(count) FROM site_event WHERE kind = ? AND subject = \(subject) AND second > ? AND second <= ?"
    }

    static var countedOfSubject: SQL { counted(of: "?") }

    /// The values for the columns' placeholders.
    var values: [DatabaseValue] {
        limits.flatMap { (limit, subject) -> [DatabaseValue] in
            var values: [DatabaseValue] = [.integer(limit.kind.rawValue)]
            if case .text(let text) = subject { values.append(.text(text)) }
            return values + [.integer(now - limit.window), .integer(now + limit.window)]
        }
    }

    /// Those that are reached.
    ///
    /// - Parameters:
    ///   - counts: of each.
    ///   - email: the account's email address.
    func reached(_ counts: [Int64], email: String) -> [RateLimit] {
        zip(limits, counts).compactMap { (asked, count) in
            guard count >= asked.limit.most else { return nil }
            if case .email = asked.subject { return asked.limit.of(UserKeys.key(ofEmail: email)) }
            return asked.limit
        }
    }
}

extension Page {
    /// The limits to read with an account.
    func askedLimits(of userID: Int64) throws(Failure) -> AskedLimits {
        var asked = AskedLimits(now: now)
        guard !isSubmitted, let endpoint else { return asked }
        for limit in endpoint.formLimits {
            switch limit.kind {
            case .signInFailureOfDevice:
                if let device = try signedDevice(of: userID) { asked.add(try self.limit(limit, of: device)) }
            case .signInFailureOfAccount, .accountMailTo: asked.add(try self.limit(limit, of: ""), of: .email)
            case .accountMailByUser, .editByUser, .reportByUser, .renameByUser:
                asked.add(try self.limit(limit, of: String(userID)))
            default: asked.add(try limitOfNetwork(limit))
            }
        }
        return asked
    }

    /// The reached limit of the page's form that lasts longest, and when it ends. (Costs a statement only if one is reached.)
    ///
    /// - Parameter kinds: the kinds to consider; nil means all.
    func reachedLimit(_ kinds: [RateLimit.Kind]? = nil) throws(Failure) -> (kind: RateLimit.Kind, until: Int64)? {
        var last: (kind: RateLimit.Kind, until: Int64)?
        for (kind, until) in try limitEnds() where kinds?.contains(kind) ?? true {
            if until > last?.until ?? now { last = (kind, until) }
        }
        return last
    }

    private func limitEnds() throws(Failure) -> [(kind: RateLimit.Kind, until: Int64)] {
        if let knownLimitEnds { return knownLimitEnds }
        guard let user = try currentUser else { return [] }
        var ends: [(kind: RateLimit.Kind, until: Int64)] = []
        for limit in try countingLimits(of: user) {
            let database = try database
            let wait = try failing { () throws(DatabaseError) in try database.pending(limit, now: now) }
            if let wait { ends.append((limit.kind, now + wait)) }
        }
        knownLimitEnds = ends
        return ends
    }

    /// A known device has only its own count of wrong passwords.
    private func countingLimits(of user: User) throws(Failure) -> [RateLimit] {
        guard !reachedLimits.isEmpty else { return [] }
        let passwords: [RateLimit.Kind] = [.signInFailureOfAccount, .signInFailureByAddress]
        let isKnown = try knownDevice(of: user) != nil
        return reachedLimits.filter { reached in
            reached.kind == .signInFailureOfDevice ? isKnown : !isKnown || !passwords.contains(reached.kind)
        }
    }
}
