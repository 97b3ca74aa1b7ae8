/// Why a form was not accepted as coming from the site's own page.
public enum CSRFError: Error, Equatable {
    /// The form has no token.
    case missingToken
    /// The session has no token: its cookie is gone, or was never sent.
    case missingSessionToken
    /// The token is older than the time limit.
    case expired
    /// The token is not signed by the site.
    case invalid
    /// The token is another session's.
    case mismatch
    /// A request by HTTPS has no `Referer`.
    case missingReferrer
    /// The `Referer` is not a page of this host.
    case foreignReferrer

    /// Flask-WTF's words.
    public var message: String {
        switch self {
        case .missingToken: return "The CSRF token is missing."
        case .missingSessionToken: return "The CSRF session token is missing."
        case .expired: return "The CSRF token has expired."
        case .invalid: return "The CSRF token is invalid."
        case .mismatch: return "The CSRF tokens do not match."
        case .missingReferrer: return "The referrer header is missing."
        case .foreignReferrer: return "The referrer does not match the host."
        }
    }
}
