import CGIKit

/// The purpose of a form that may come twice, by a double click or an impatient reload, when the first one has changed
/// the session already. The second one gets the same response as the first.
public enum FormPurpose: String, Sendable {
    /// Sign-in and registration.
    case beginSession = "session"
    /// A new password of a signed-in user.
    case changePassword = "password"
    /// A new password by an email's link.
    case resetPassword = "reset"
    /// A request for an email.
    case mail
    /// An act of moderation.
    case moderate
}

extension Page {
    /// The key of the submitted form in ``Submissions``. It is specific to this form, because its CSRF token contains the time. Nil if
    /// the token is missing or not signed by the site.
    ///
    /// - Parameter detail: something else that has to be the same.
    func submission(_ purpose: FormPurpose, _ detail: String = "") throws(Failure) -> String? {
        guard isSubmitted, let token = submitted?.form.csrfTokenField?.rawData?.first else { return nil }
        return try submission(purpose, token: token, detail)
    }

    private func submission(
        _ purpose: FormPurpose, token: String, _ detail: String = ""
    ) throws(Failure) -> String? {
        guard try secrets.csrf.isGenuine(token) else { return nil }
        // A value from the database must not be usable as a token.
        // Forms that are shown within the same second have the same token.
        let place = "\0\(try request.path)\0\(detail)"
        return purpose.rawValue + ":" + Base64.encode(Digest.sha256.hash(Array(token.utf8), Array(place.utf8)))
    }

    /// Whether an earlier submission of this form has already done its work, for an account.
    func wasDone(
        _ purpose: FormPurpose, _ detail: String = "", for userID: Int64
    ) throws(Failure) -> Bool {
        guard let submission = try submission(purpose, detail) else { return false }
        return try wasDone(submission, for: userID)
    }

    /// Whether a form with a token of the previous session has begun or changed this session. Sets ``isRepeated``.
    func wasDone(_ purpose: FormPurpose, token: String?) throws(Failure) -> Bool {
        guard let token, let user = try currentUser, let submission = try submission(purpose, token: token) else {
            return false
        }
        isRepeated = try wasDone(submission, for: user.id)
        return isRepeated
    }

    private func wasDone(_ submission: String, for userID: Int64) throws(Failure) -> Bool {
        let submissions = Submissions(try database)
        return try failing { () throws(DatabaseError) in
            try submissions.target(of: submission, user: userID) != nil
        }
    }
}
