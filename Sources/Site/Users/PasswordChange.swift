import CGIKit

/// How people change a password that they know.
extension Page {
    /// What came of it.
    public enum PasswordChange {
        case changed
        /// The current password is another.
        case wrongPassword
        /// The form is of an older session.
        case stale
        /// Seconds until another password may be tried.
        case tooMany(Int64)
    }

    /// Gives an account another password. Its sessions end everywhere but here, where another takes the place of the one that
    /// there was.
    @export(interface) public func changePassword(
        of user: User, from current: String, to password: String
    ) throws(Failure) -> PasswordChange {
        if isRepeated { return try isPassword(password, of: user) ? .changed : .stale }
        switch try tryPassword(current, of: user) {
        case .done(true): break
        case .done(false): return .wrongPassword
        case .tooMany(let wait): return .tooMany(wait)
        }
        let hash = try hash(password)
        let users = try users
        let notice = passwordNotice(to: user)
        let stays = try session.isPermanent
        var new = try newSession(stays: stays)
        new.submission = try submission(.changePassword)
        let changed = try failing { () throws(DatabaseError) in
            try users.changePassword(of: user, to: hash, beginning: new, message: notice, now: now)
        }
        if let changed {
            try enter(new, of: changed)
            try rememberDevice(of: changed)
            note(.passwordChanged, account: user.id)
            return .changed
        }
        // Another process has changed it since it was looked at: this very form, sent twice, if the new password is the same.
        return try changePasswordOnceMore(of: user.id, to: password, stays: stays) ? .changed : .wrongPassword
    }

    /// Answers the form that has changed the password when it comes once more with the session of before, which is over.
    ///
    /// - Parameter form: makes the page's form.
    /// - Returns: whether that is so; the person, who knows the new password, is then signed in.
    @export(interface) public func repeatsPasswordChange(
        _ form: (Page) throws(Failure) -> PasswordForm
    ) throws(Failure) -> Bool {
        guard isSubmitted, let userID = try sessionUserID else { return false }
        let stays = try session.isPermanent
        guard try currentUser == nil else { return false }
        let form = try form(self)
        guard form.validate() else { return false }
        return try changePasswordOnceMore(of: userID, to: form.password.data ?? "", stays: stays)
    }

    private func changePasswordOnceMore(
        of userID: Int64, to password: String, stays: Bool
    ) throws(Failure) -> Bool {
        let users = try users
        guard try wasDone(.changePassword, for: userID),
            let user = try failing({ () throws(DatabaseError) in try users.user(id: userID) }),
            user.status != .inactive,
            try isPassword(password, of: user)
        else { return false }
        try signIn(user, stays: stays)
        try rememberDevice(of: user)
        return true
    }
}
