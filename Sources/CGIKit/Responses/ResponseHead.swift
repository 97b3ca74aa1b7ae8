import HTTPTypes

/// The header block that a script writes (RFC 3875, section 6.3).
///
/// A header of the default set is sent unless the view gave it another value; an empty value leaves it out.
struct ResponseHead {
    private(set) var bytes: [UInt8] = []
    private let headers: HTTPFields

    init(_ response: Response) {
        headers = response.headers
        bytes.reserveCapacity(1024)
        bytes.append("Status: ")
        bytes.append(decimal: response.status.code)
        bytes.append(UInt8(ascii: " "))
        append(response.status.reasonPhrase)
        for field in headers where !field.value.isEmpty && !isOurs(field.name) {
            bytes.append(field.name.rawName)
            bytes.append(": ")
            append(field.value)
        }
        appendDefaults()
        // RFC 9110, section 8.6.
        if response.hasContent {
            bytes.append("Content-Length: ")
            bytes.append(decimal: response.body.count)
            append("")
        }
        append("")
    }

    private mutating func appendDefaults() {
        // Pages depend on who is signed in.
        append("Cache-Control: private, no-cache", unless: "cache-control")
        // No inline script or style, nothing from elsewhere, in nobody's frame.
        append(
            "Content-Security-Policy: default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'", unless: "content-security-policy")
        append("X-Content-Type-Options: nosniff", unless: "x-content-type-options")
        // Addresses with tokens in them stay on this site; CSRF checks need the referrer within it.
        append("Referrer-Policy: same-origin", unless: "referrer-policy")
        append("Cross-Origin-Opener-Policy: same-origin", unless: "cross-origin-opener-policy")
        append("Cross-Origin-Resource-Policy: same-origin", unless: "cross-origin-resource-policy")
        append("Permissions-Policy: camera=(), geolocation=(), microphone=()", unless: "permissions-policy")
    }

    private mutating func append(_ line: String, unless canonicalName: String) {
        if !headers.contains(where: { sameBytes($0.name.canonicalName, canonicalName) }) { append(line) }
    }

    private mutating func append(_ line: String) {
        bytes.append(line)
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
    }

    /// `Status` has its own line above and is no header of a response at all.
    private func isOurs(_ name: HTTPField.Name) -> Bool {
        name == .contentLength || name.canonicalName == "status"
    }
}

extension Response {
    /// Whether this status can have content (RFC 9110, sections 15.3.5 and 15.4.5).
    var hasContent: Bool { status.code >= 200 && status != .noContent && status != .notModified }
}
