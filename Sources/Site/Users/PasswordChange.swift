import CGIKit

/// How users change a password that they know.
extension Page {
    /// The result of a change of the password.
    public enum PasswordChange {
        /// The password is changed.
        case changed
        /// The current password is wrong.
        case wrongPassword
        /// The form belongs to an earlier session.
        case stale
        /// Too many wrong passwords were tried; the value is the number of seconds until the next try.
        case tooMany(Int64)
    }

    /// Changes a user's password. All sessions end; a new one begins here.
    ///
    /// - Throws: A `Failure` of the settings, the session or the database, and a 503 if no password slot becomes
    ///   free.
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
        // Another process has changed it since it was read. If the new password is the same, this form was submitted twice.
        return try changePasswordOnceMore(of: user.id, to: password, stays: stays) ? .changed : .wrongPassword
    }

    /// Handles a form that has changed the password already and comes again with the former session, which is over.
    ///
    /// - Parameter form: Makes the page's form.
    /// - Returns: Whether that is so; the user, who knows the new password, is then signed in.
    /// - Throws: A `Failure` of the form, the session or the database.
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
