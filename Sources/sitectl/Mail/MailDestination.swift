import CCurl
import CGIKit
import Site

/// Where `MAIL_URL` says that mail goes.
enum MailDestination {
    case smtp(SMTPServer)
    /// A program that takes messages as sendmail does.
    case program(String)
    /// A folder for messages as files.
    case folder(String)

    init(_ configuration: Configuration) throws(ConfigurationError) {
        guard let text = configuration.mailURL else {
            throw ConfigurationError(
                "MAIL_URL is not set: write the mail server, such as smtp://user:password@mail.example.org:587, "
                    + "sendmail: or file:FOLDER.")
        }
        if text.hasPrefix("file:"), text.utf8.count > 5 {
            self = .folder(configuration.mailPath(String(text.dropFirst(5))))
        } else if text == "sendmail:" {
            self = .program("/usr/sbin/sendmail")
        } else if text.hasPrefix("sendmail:/") {
            self = .program(String(text.dropFirst(9)))
        } else if text.hasPrefix("smtp://") || text.hasPrefix("smtps://") {
            self = .smtp(try SMTPServer(text) { configuration.mailPath($0) })
        } else {
            throw ConfigurationError(
                "MAIL_URL is not of a supported kind: write smtp://…, smtps://…, sendmail: or file:FOLDER.")
        }
    }
}

/// A mail server: `smtp://user:password@host:587?starttls=required&ca=FILE`. Never shown in messages: it has a password.
struct SMTPServer {
    /// Whether the connection is encrypted after it was opened (RFC 3207).
    enum StartTLS: String {
        case required, `try`, never
    }

    /// Scheme, host and port.
    let url: String
    let user: String?
    let password: String?
    let startTLS: StartTLS
    /// Whose certificates are trusted, if not those that the system trusts.
    let authorities: String?

    /// - Parameter resolve: makes a relative path absolute.
    init(_ text: String, resolve: (String) -> String) throws(ConfigurationError) {
        let parts = curl_url()!
        defer { curl_url_cleanup(parts) }
        guard curl_url_set(parts, CURLUPART_URL, text, 0) == CURLUE_OK,
            let host = SMTPServer.part(CURLUPART_HOST, of: parts),
            let scheme = SMTPServer.part(CURLUPART_SCHEME, of: parts),
            ["", "/"].contains(SMTPServer.part(CURLUPART_PATH, of: parts) ?? "")
        else {
            throw ConfigurationError(
                "MAIL_URL is not valid: write smtp://user:password@host:port?starttls=required.")
        }
        let port = SMTPServer.part(CURLUPART_PORT, of: parts)
        url = "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")"
        user = SMTPServer.part(CURLUPART_USER, of: parts, decoded: true)
        password = SMTPServer.part(CURLUPART_PASSWORD, of: parts, decoded: true)
        var startTLS: StartTLS = user == nil ? .try : .required
        var authorities: String?
        for option in (SMTPServer.part(CURLUPART_QUERY, of: parts) ?? "").split(separator: "&") {
            let pair = option.split(separator: "=", maxSplits: 1).map { String($0) }
            switch pair[0] {
            case "starttls":
                guard let known = StartTLS(rawValue: pair.last!) else {
                    throw ConfigurationError("MAIL_URL: starttls is required, try or never, not \"\(pair.last!)\".")
                }
                startTLS = known
            case "ca" where pair.count == 2: authorities = resolve(pair[1])
            default:
                throw ConfigurationError("MAIL_URL: unknown option \"\(pair[0])\"; the options are starttls and ca.")
            }
        }
        self.startTLS = startTLS
        self.authorities = authorities
    }

    private static func part(_ part: CURLUPart, of url: OpaquePointer, decoded: Bool = false) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, part, &text, decoded ? UInt32(CURLU_URLDECODE) : 0) == CURLUE_OK, let text else {
            return nil
        }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
