/// An email address as SMTP writes it: `zoë@xn--bcher-kva.example` (RFC 5321, section 4.1.2; RFC 6531).
///
/// It is less strict than the validator of forms: `root@localhost` is an address. Nothing that could end a line, a
/// header or a command is one.
public struct EmailAddress: Equatable, Sendable {
    /// The address, with the domain in lower case and ASCII. It has at most 254 bytes.
    public let text: String
    /// The part after the `@`, in ASCII.
    public let domain: String

    /// Whether only servers with SMTPUTF8 accept it (RFC 6531), because letters beyond ASCII precede the `@`.
    public var needsUTF8: Bool { !text.utf8.allSatisfy { $0 < 0x80 } }

    /// Nil if the text is not a dot-atom (or letters beyond ASCII), an `@` and a host name.
    public init?(_ text: String) { self.init(text, domain: EmailAddress.name) }

    /// An address at a host that may have no name and is then written `[192.0.2.1]` or `[IPv6:2001:db8::1]` (RFC 5321,
    /// section 4.1.3), even where the text has no brackets. Sites may have such addresses; users may not.
    @export(interface) public init?(ofSite text: String) {
        self.init(text) { host in
            if host.utf8.first == UInt8(ascii: "[") { return EmailAddress.literal(host) }
            return host.utf8.contains(UInt8(ascii: ":")) || IPAddress(host) == nil
                ? EmailAddress.name(host) : EmailAddress.literal("[\(host)]")
        }
    }

    private init?(_ text: String, domain: (String) -> String?) {
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = text[..<at]
        guard EmailAddress.isLocalPart(local),
            let domain = domain(String(text[at...].dropFirst())),
            // RFC 5321, section 4.5.3.1.3 with its errata.
            local.utf8.count + 1 + domain.utf8.count <= 254
        else { return nil }
        self.domain = domain
        self.text = "\(local)@\(domain)"
    }

    private static func name(_ text: String) -> String? {
        if let plain = plainName(text) { return plain }
        guard let labels = foldedLabels(text) else { return nil }
        var domain: [UInt8] = []
        for label in labels {
            guard let ascii = asciiLabel(label), !ascii.isEmpty, ascii.count < 64,
                ascii.allSatisfy(EmailAddress.isHostByte)
            else { return nil }
            if !domain.isEmpty { domain.append(UInt8(ascii: ".")) }
            domain += ascii
        }
        return domain.isEmpty ? nil : String(decoding: domain, as: UTF8.self)
    }

    /// Most hosts' names need no more than lower case; nil if this one may.
    private static func plainName(_ text: String) -> String? {
        var name: [UInt8] = []
        var length = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: ".") {
                if length == 0 || length > 63 { return nil }
                length = 0
            } else {
                // Labels of IDNA have two hyphens in a row.
                guard isHostByte(byte), byte != UInt8(ascii: "-") || name.last != byte else { return nil }
                length += 1
            }
            name.append(isLetter(byte) ? byte | 0x20 : byte)
        }
        return 1...63 ~= length ? String(utf8: name) : nil
    }

    /// A host's address in brackets; nil if it is none.
    private static func literal(_ text: String) -> String? {
        guard text.utf8.last == UInt8(ascii: "]") else { return nil }
        let address = String(decoding: text.utf8.dropFirst().dropLast(), as: UTF8.self)
        let isIPv6 = address.utf8.prefix(5).map { $0 | 0x20 }.elementsEqual("ipv6:".utf8)
        let bare = isIPv6 ? String(decoding: address.utf8.dropFirst(5), as: UTF8.self) : address
        guard isIPv6 == bare.utf8.contains(UInt8(ascii: ":")), IPAddress(bare) != nil else { return nil }
        return isIPv6 ? "[IPv6:\(bare)]" : "[\(bare)]"
    }

    private static func isLocalPart(_ local: Substring) -> Bool {
        if !local.isEmpty, local.utf8.allSatisfy({ isLetter($0) || isDigit($0) }) { return true }
        let atoms = local.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
        return atoms.allSatisfy { atom in
            !atom.isEmpty
                && atom.allSatisfy { scalar in
                    guard let byte = UInt8(exactly: scalar.value), byte < 0x80 else {
                        return !scalar.isControlBeyondASCII && scalar != "\u{FFFD}"
                    }
                    return isLetter(byte) || isDigit(byte) || "_!#$%&'*+-/=?^`{|}~".utf8.contains(byte)
                }
        }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}

/// An email address with the name of its owner (RFC 5322, section 3.4).
public struct Mailbox: Equatable, Sendable {
    /// The display name; nil if there is none. It may contain any characters.
    public let name: String?
    /// Where emails go.
    public let address: EmailAddress

    /// An empty name becomes nil.
    @export(interface) public init(_ name: String?, _ address: EmailAddress) {
        self.name = name == "" ? nil : name
        self.address = address
    }

    /// Reads `you@example.org` or `The Club <club@example.org>`, with an address as ``EmailAddress/init(ofSite:)``
    /// accepts it; nil if the text is neither.
    @export(interface) public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let open = bytes.lastIndex(of: UInt8(ascii: "<")) else {
            guard let address = EmailAddress(ofSite: text) else { return nil }
            self.init(nil, address)
            return
        }
        guard bytes.last == UInt8(ascii: ">"),
            let address = EmailAddress(ofSite: String(decoding: bytes[(open + 1)..<(bytes.count - 1)], as: UTF8.self))
        else { return nil }
        var name = bytes[..<open]
        while name.last == 0x20 { name.removeLast() }
        if name.count > 1, name.first == UInt8(ascii: "\""), name.last == UInt8(ascii: "\"") {
            name = name.dropFirst().dropLast()
        }
        self.init(String(decoding: name, as: UTF8.self), address)
    }
}
