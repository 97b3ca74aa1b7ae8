import CGIKit

/// The rules for a new password (NIST SP 800-63B, section 5.1.1.2).
public struct PasswordRules {
    enum Fault: Equatable {
        case tooShort(Int), tooLong, common, context
    }

    /// The least length in code points, of the password in NFC.
    public let minimum: Int
    // What an attacker who knows the site and the user would try: names and addresses.
    private let site: [String]
    private let person: [String]

    /// The maximum number of bytes.
    static var longest: Int { 1 << 17 }
    /// The maximum number of bytes of a password that is compared with words.
    private static var longestCompared: Int { 1 << 12 }

    /// Rules with words that an attacker would guess: names of the site and of the person.
    @export(interface) public init(minimum: Int = 8, site: [String] = [], person: [String] = []) {
        self.minimum = minimum
        self.site = site
        self.person = person
    }

    /// The rules in words, for the page.
    public var hint: String {
        @export(interface) get {
            let length = minimum > 1 ? "At least \(minimum) characters. " : ""
            return length + "Not a common password, and not your name, your email address or the name of this site."
        }
    }

    /// What is wrong with a password, for its user; nil if nothing is.
    ///
    /// - Parameters:
    ///   - password: The password as it was typed.
    ///   - more: Words that an attacker would guess, beyond those of the rules.
    @export(interface) public func refusal(of password: String, and more: [String] = []) -> String? {
        fault(of: password, and: more)?.message(minimum: minimum)
    }

    /// Nil if nothing is wrong.
    func fault(of password: String, and more: [String] = []) -> Fault? {
        // No need to check the rest.
        guard password.utf8.count <= PasswordRules.longest else { return .tooLong }
        let count = UnicodeForm.composed(password).unicodeScalars.count
        guard count >= minimum else { return .tooShort(count) }
        // So long a one is neither common nor little more than a word, and the rest grows as fast as letters that stand for words.
        if password.utf8.count > PasswordRules.longestCompared { return isBlank(password) ? .common : nil }
        if CommonPasswords.contains(password) { return .common }
        let guess = PasswordRules.letters(of: password)
        guard !guess.isEmpty else { return isBlank(password) ? .common : nil }
        let words = site.map { PasswordRules.letters(of: $0) } + (person + more).flatMap { PasswordRules.parts(of: $0) }
        return words.contains { isLike(guess, $0) } ? .context : nil
    }

    private func isBlank(_ password: String) -> Bool { !VisibleText.hasVisible(password) }

    /// Whether a password is little more than a word.
    private func isLike(_ guess: [Unicode.Scalar], _ word: [Unicode.Scalar]) -> Bool {
        !word.isEmpty && guess.count - word.count <= 4 && contains(guess, word)
    }

    private func contains(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
        guard part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { text[$0...].starts(with: part) }
    }

    /// A name or an email address, the parts before and after the `@`, and the words in it that are long enough to be most of a
    /// password.
    private static func parts(of text: String) -> [[Unicode.Scalar]] {
        let halves = text.unicodeScalars.split(separator: "@")
        let words = text.unicodeScalars.split { "@.-_+ ".unicodeScalars.contains($0) }
        let long = words.map { letters(of: String(String.UnicodeScalarView($0))) }.filter { $0.count >= 4 }
        return [letters(of: text)] + halves.map { letters(of: String(String.UnicodeScalarView($0))) } + long
    }

    /// Without case, accents, spaces and punctuation.
    private static func letters(of text: String) -> [Unicode.Scalar] {
        UnicodeForm.decomposed(Array(UnicodeForm.caseFolded(text).unicodeScalars)).filter {
            $0.properties.isAlphabetic && $0.properties.generalCategory != .nonspacingMark
                || $0.properties.numericType != nil
        }
    }
}

extension PasswordRules.Fault {
    func message(minimum: Int) -> String {
        switch self {
        case .tooShort(let count): "A password needs at least \(minimum) characters; this one has \(count)."
        case .tooLong: "A password can have at most \(PasswordRules.longest) bytes."
        case .common: "This password is too common. Please choose another."
        case .context:
            "This password is too similar to your name, your email address or the name of this site. Please choose another."
        }
    }
}

extension StringField {
    /// Shows the rules for a new password next to the field.
    func describe(_ rules: PasswordRules) { description = rules.hint }

    /// Refuses a password that breaks the rules.
    ///
    /// - Parameter more: words that somebody guesses, beside those that the rules know.
    func check(_ rules: PasswordRules, and more: [String?] = []) throws(ValidationError) {
        if let refusal = rules.refusal(of: data ?? "", and: more.compactMap { $0 }) { throw ValidationError(refusal) }
    }
}

extension Page {
    /// The rules for a new password on this site. They include the user's name and email address; nil is somebody
    /// without an account.
    ///
    /// - Throws: `Failure.configuration` if a setting is malformed.
    @export(interface) public func passwordRules(for user: User? = nil) throws(Failure) -> PasswordRules {
        let host = request.host
        return try failing { () throws(ConfigurationError) in try configuration.passwordRules(for: user, host: host) }
    }
}

extension Configuration {
    /// The rules for a new password.
    ///
    /// - Parameters:
    ///   - user: The user whose password it will be; nil if there is no account.
    ///   - host: The site's host, if `URL` is not set.
    /// - Throws: A `ConfigurationError` if a setting is malformed.
    @export(interface) public func passwordRules(
        for user: User?, host: String = ""
    ) throws(ConfigurationError) -> PasswordRules {
        let address = AbsoluteAddresses.authority(of: try siteOrigin?.text ?? "https://\(host)")
        return PasswordRules(
            minimum: try passwordMinimum, site: [siteName, address],
            person: [user?.name, user?.email].compactMap { $0 })
    }
}
