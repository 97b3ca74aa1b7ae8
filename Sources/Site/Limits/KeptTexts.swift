import CGIKit

/// Keeps a form that a visitor has submitted while the visitor signs in. The token in the form's URL gives access to it.
struct KeptTexts {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Seconds.
    private static var lifetime: Int64 { 86400 }
    /// The maximum number of kept forms, since anybody can make the site keep one; beyond it, the oldest are deleted.
    private static var most: Int64 { 500 }
    private static var longest: Int { 100_000 }

    /// - Parameters:
    ///   - limit: the rate limit.
    ///   - now: seconds since 1970.
    /// - Returns: the token; nil if the form is empty or too large to keep, or the limit is reached.
    func keep(_ form: Form, _ limit: RateLimit, now: Int64) throws(Failure) -> String? {
        let fields = KeptTexts.fields(of: form)
        guard !fields.isEmpty, fields.utf8.count <= KeptTexts.longest else { return nil }
        let token = try failing { () throws(SystemError) in try RandomSource.system.token(byteCount: 16) }
        return try failing { () throws(DatabaseError) in
            try database.write { () throws(DatabaseError) in
                if try database.count([limit], now: now) != nil { return nil }
                try database.execute(
                    """
                    DELETE FROM site_kept
                    WHERE created_seconds < ?1 OR id <= (SELECT max(id) FROM site_kept) - ?2
                    """, .integer(now - KeptTexts.lifetime), .integer(KeptTexts.most))
                try database.execute(
                    "INSERT INTO site_kept (token, created_seconds, fields) VALUES (?, ?, ?)", .text(token),
                    .integer(now), .text(fields))
                return token
            }
        }
    }

    /// The form kept under a token, URL-encoded; nil if it no longer exists.
    func fields(_ token: String, now: Int64) throws(DatabaseError) -> String? {
        try database.text(
            "SELECT fields FROM site_kept WHERE token = ? AND created_seconds >= ?", .text(token),
            .integer(now - KeptTexts.lifetime))
    }

    static func hasText(_ form: Form) -> Bool { !fields(of: form).isEmpty }

    /// Adds a token to a query, replacing an older one.
    static func query(_ query: String, with token: String) -> String {
        let others = query.split(separator: "&").filter { !$0.hasPrefix("kept=") }
        return (others.map { String($0) } + ["kept=\(token)"]).joined(separator: "&")
    }

    /// The fields to keep: no password, and no CSRF token. Empty if there is nothing worth keeping.
    fileprivate static func fields(of form: Form) -> String {
        var bytes: [UInt8] = []
        var hasText = false
        for field in form.allFields where isKept(field) {
            let text = field.value.isNone ? "" : field.value.text
            if text.isEmpty { continue }
            if field.typeName != "HiddenField" { hasText = true }
            if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
            PercentEncoding.encode(field.name, allowing: .query, into: &bytes)
            bytes.append(UInt8(ascii: "="))
            PercentEncoding.encode(text, allowing: .query, into: &bytes)
        }
        return hasText ? String(decoding: bytes, as: UTF8.self) : ""
    }

    private static func isKept(_ field: Field) -> Bool {
        ["StringField", "TextAreaField", "HiddenField"].contains(field.typeName) && field.shortName != "button"
    }
}

extension Page {
    /// The form submitted before signing in, as if it were submitted now.
    var keptInput: FormData? {
        @export(interface) get throws(Failure) {
            guard let token = try request.query["kept"] else { return nil }
            let kept = KeptTexts(try database)
            let fields = try failing { () throws(DatabaseError) in try kept.fields(token, now: now) }
            guard let fields else { return nil }
            return try FormData(urlEncoded: Array(fields.utf8), of: "what was kept", limit: request.limits.formParts)
        }
    }
}
