import CGIKit

/// Browsers in which a user has signed in before (OWASP's "device cookies"). Their wrong passwords are counted separately from
/// all others, so that an attacker's guesses do not lock the user out.
///
/// A signed cookie identifies the browser, the account and the password. When the password changes, only the browser that
/// changed it stays known. Only pages that ask for passwords get the cookie.
struct KnownDevices {
    private let signer: TimedSigner
    private let stamps: PasswordStamp
    private let isSecure: Bool
    private let path: String

    /// Seconds after which a browser is no longer known.
    private static var lifetime: Int64 { 365 * 86400 }
    /// The maximum number of accounts for one browser: servers refuse requests whose cookies are too long.
    private static var most: Int { 8 }

    init(_ secrets: Secrets, isSecure: Bool, path: String, clock: Clock) {
        signer = TimedSigner(
            Signer(keys: secrets.keys, salt: "known-device", derivation: .hmac, digest: .sha256), clock: clock)
        stamps = secrets.passwordStamp
        self.isSecure = isSecure
        self.path = path
    }

    /// The browser that a request's cookies come from; nil if it is not known for the account.
    func device(of user: User, in cookies: CookieHeader) -> String? {
        guard let (device, stamp) = signed(by: user.id, in: cookies),
            stamps.verdict(stamp, user: user.id, storedHash: KnownDevices.mark(user.passwordHash ?? "")) == .current
        else { return nil }
        return device
    }

    /// The same even if the password has changed, with the stamp of the earlier password.
    func signed(by userID: Int64, in cookies: CookieHeader) -> (device: String, stamp: String)? {
        guard let value = cookies[KnownDevices.prefix + String(userID)], let (content, _) = unsigned(value),
            let separator = content.firstIndex(of: UInt8(ascii: ".")),
            let stamp = String(validating: content[(separator + 1)...], as: UTF8.self)
        else { return nil }
        return ("\(userID).\(String(decoding: content[..<separator], as: UTF8.self))", stamp)
    }

    private func unsigned(_ value: String) -> (value: [UInt8], signedAt: Int64)? {
        try? signer.unsign(Array(value.utf8), maxAge: KnownDevices.lifetime)
    }

    /// The cookies that make a browser known, and that delete the oldest if it has too many.
    func cookies(
        of userID: Int64, storedHash: String, besides header: CookieHeader
    ) throws(SystemError) -> [Cookie] {
        let device = try RandomSource.system.token(byteCount: 9)
        let stamp = stamps.stamp(of: userID, storedHash: KnownDevices.mark(storedHash))
        let value = String(decoding: signer.sign(Array("\(device).\(stamp)".utf8)), as: UTF8.self)
        let name = KnownDevices.prefix + String(userID)
        let others = header.all.filter { $0.name.hasPrefix(KnownDevices.prefix) && $0.name != name }
        let byAge = others.map { (name: $0.name, signedAt: unsigned($0.value)?.signedAt ?? 0) }
            .sorted { $0.signedAt > $1.signedAt }
        let tooMany = byAge.dropFirst(KnownDevices.most - 1).compactMap { cookie($0.name, "", maxAge: 0) }
        return tooMany + [cookie(name, value, maxAge: Int(KnownDevices.lifetime))!]
    }

    /// Nil if the name is not a valid cookie name.
    private func cookie(_ name: String, _ value: String, maxAge: Int) -> Cookie? {
        guard var cookie = Cookie(name: name, value: value) else { return nil }
        cookie.maxAge = maxAge
        cookie.path = path
        cookie.isSecure = isSecure
        return cookie
    }

    /// A stamp that changes with the password, but not when the same password gets a stronger hash.
    private static func mark(_ storedHash: String) -> String { PasswordHash.salt(of: storedHash) ?? storedHash }

    static var prefix: String { "known_device_" }
}

extension Page {
    private var knownDevices: KnownDevices {
        get throws(Failure) {
            // All pages that ask for passwords are under it, and hardly any others.
            let login = url(.login)
            let folder = String(decoding: login.utf8.dropLast("/login/".utf8.count), as: UTF8.self)
            let path = login.hasSuffix("/login/") ? folder + "/" : parentFolder(of: login) + "/"
            return KnownDevices(try secrets, isSecure: request.isSecure, path: path, clock: clock)
        }
    }

    func knownDevice(of user: User?) throws(Failure) -> String? {
        guard let user, let header = request.cookieHeader else { return nil }
        return try knownDevices.device(of: user, in: CookieHeader(header))
    }

    /// The browser as a device of an account, even if the password has changed.
    func signedDevice(of userID: Int64) throws(Failure) -> String? {
        guard let header = request.cookieHeader, header.utf8.count > KnownDevices.prefix.utf8.count else { return nil }
        return try knownDevices.signed(by: userID, in: CookieHeader(header))?.device
    }

    /// Makes this browser a known device of a user who has signed in.
    func rememberDevice(of user: User) throws(Failure) {
        try rememberDevice(of: user.id, storedHash: user.passwordHash ?? "")
    }

    func rememberDevice(of userID: Int64, storedHash: String) throws(Failure) {
        let devices = try knownDevices
        let header = CookieHeader(request.cookieHeader)
        cookies += try failing { () throws(SystemError) in
            try devices.cookies(of: userID, storedHash: storedHash, besides: header)
        }
    }
}
