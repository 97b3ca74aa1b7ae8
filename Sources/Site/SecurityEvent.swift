import CGIKit

/// The security events of the error log, in a form for programs (`docs/security-log.md`).
public enum SecurityEvent: String, CaseIterable, Sendable {
    /// A user has signed in.
    case signedIn = "sign-in"
    /// A wrong password, an unknown email address, or a closed account.
    case signInFailed = "sign-in-failed"
    /// A signed-in user gave a wrong current password.
    case passwordFailed = "password-failed"
    /// A user has registered.
    case registered = "registration"
    /// A user has changed their password.
    case passwordChanged = "password-changed"
    /// A user has reset their password by an email's link.
    case passwordReset = "password-reset"
    /// A rate limit was reached.
    case limitReached = "limit-reached"
}

extension Page {
    /// Adds an event to the error log. What was typed is never part of it.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - account: The user ID; nil if there is none.
    @export(interface) public func note(_ event: SecurityEvent, account: Int64?) {
        request.note("event=\(event.rawValue) account=\(account.map { String($0) } ?? "-")")
    }
}
