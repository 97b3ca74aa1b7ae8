extension Validator {
    /// The text must be an address such as `zoe@example.org`, as the Python package email-validator accepts it without
    /// looking up the domain.
    ///
    /// - Parameters:
    ///   - message: Replaces the message.
    ///   - granularMessage: Whether to say exactly what is wrong; a `message` has precedence.
    ///   - allowsSMTPUTF8: Whether the part before the `@` may contain characters beyond ASCII (RFC 6531).
    ///   - allowsEmptyLocal: Whether that part may be empty.
    ///   - isTestEnvironment: Whether the domain `test` is accepted.
    @export(interface) public static func email(
        message: String? = nil, granularMessage: Bool = false, allowsSMTPUTF8: Bool = true,
        allowsEmptyLocal: Bool = false, isTestEnvironment: Bool = false
    ) -> Validator {
        Validator { (_, field) throws(ValidationError) in
            let standard = message ?? "Invalid email address."
            guard !field.value.isNone else { throw ValidationError(granularMessage && message == nil ? "" : standard) }
            let syntax = EmailSyntax(
                allowsSMTPUTF8: allowsSMTPUTF8, allowsEmptyLocal: allowsEmptyLocal,
                isTestEnvironment: isTestEnvironment)
            do throws(EmailSyntaxError) {
                try syntax.check(field.value.text)
            } catch {
                throw ValidationError(granularMessage && message == nil ? error.message : standard)
            }
        }
    }

    /// The text must be an absolute URL with a host.
    ///
    /// - Parameters:
    ///   - requiresTLD: Whether the host must end in something like `.org`.
    ///   - allowsIP: Whether the host may be an IP address.
    ///   - allowsUserInfo: Whether a user may precede the host: a trick to make links look like another site's.
    ///   - schemes: In lower case; nil allows all, also `javascript`.
    ///   - message: Replaces the message.
    @export(interface) public static func url(
        requiresTLD: Bool = true, allowsIP: Bool = true, allowsUserInfo: Bool = false,
        schemes: [String]? = ["http", "https"], message: String? = nil
    ) -> Validator {
        requiring(message ?? "Invalid URL.") { value in
            guard !value.isNone, let url = SplitURL(value.text), !url.scheme.isEmpty, !url.host.isEmpty else {
                return false
            }
            if let schemes, !schemes.contains(where: { sameBytes($0, url.scheme) }) { return false }
            if !allowsUserInfo, url.hasUserInfo { return false }
            return isWebHost(url.host, requiresTLD: requiresTLD, allowsIP: allowsIP)
        }
    }

    /// The text must be an IP address of one of the versions. Setting both to false traps.
    @export(interface) public static func ipAddress(
        ipv4: Bool = true, ipv6: Bool = false, message: String? = nil
    ) -> Validator {
        precondition(ipv4 || ipv6, "an IP address is of one version at least")
        return requiring(message ?? "Invalid IP address.") { value in
            value.isTrue && (ipv4 && isIPv4Address(value.text) || ipv6 && isIPv6Address(value.text))
        }
    }

    /// Six pairs of hexadecimal digits with colons between them.
    @export(interface) public static func macAddress(message: String? = nil) -> Validator {
        requiring(message ?? "Invalid Mac address.") { value in
            guard !value.isNone else { return false }
            var bytes = Array(value.text.utf8)
            // The `$` of WTForms' pattern also matches before a line break at the end.
            if bytes.count == 18, bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
            return bytes.count == 17
                && bytes.indices.allSatisfy {
                    $0 % 3 == 2 ? bytes[$0] == UInt8(ascii: ":") : isHexDigit(bytes[$0])
                }
        }
    }

    /// The text must be what Python's `uuid.UUID(text)` reads: 32 hexadecimal digits with hyphens anywhere, in braces or not,
    /// after `urn:uuid:` or not.
    @export(interface) public static func uuid(message: String? = nil) -> Validator {
        requiring(message ?? "Invalid UUID.") { value in
            guard case .text(let text) = value else { return false }
            return isUUID(text)
        }
    }
}
