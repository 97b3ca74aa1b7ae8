/// Why a form was not taken as the visitor's own.
public enum CSRFError: Error, Equatable {
    case missingToken
    case missingSessionToken
    case expired
    case invalid
    case mismatch
    case missingReferrer
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
