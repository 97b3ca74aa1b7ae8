import CGIKit

/// What the error log tells of who gets in, in a form that programs read (`docs/security-log.md`).
public enum SecurityEvent: String, CaseIterable, Sendable {
    case signedIn = "sign-in"
    /// A wrong password, an address that nobody has, or a closed account.
    case signInFailed = "sign-in-failed"
    /// Somebody who is signed in gave a wrong current password.
    case passwordFailed = "password-failed"
    case registered = "registration"
    case passwordChanged = "password-changed"
    case passwordReset = "password-reset"
    case limitReached = "limit-reached"
}

extension Page {
    /// Notes an event in the error log.
    ///
    /// - Parameter account: its number; nil if there is none. What was typed is never noted.
    @export(interface) public func note(_ event: SecurityEvent, account: Int64?) {
        request.note("event=\(event.rawValue) account=\(account.map { String($0) } ?? "-")")
    }
}
