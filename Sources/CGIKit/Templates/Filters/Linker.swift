/// `urlize`: links for addresses in text.
struct Linker {
    private let limit: Int?
    private let attributes: String
    private let schemes: [String]

    init(_ arguments: Arguments) throws(TemplateError) {
        let given = try arguments.bound(
            to: "do_urlize", "trim_url_limit", "nofollow", "target", "rel", "extra_schemes")
        limit = try given[0]?.given.map(ListMethods.integer)
        var relations = Text.words(try given[3]?.given.map(Text.string) ?? "")
        if try given[1].map(Truth.of) ?? false { relations.append("nofollow") }
        relations.append("noopener")
        attributes = Linker.attributes(relations, target: try given[2]?.given.map(Text.string) ?? "")
        var schemes: [String] = []
        if let list = given[4]?.given {
            for scheme in try ValueIterator.all(list) {
                let text = try Text.string(scheme)
                guard Linker.isScheme(text) else {
                    let message = "\(PythonText.repr(text)) is not a valid URI scheme prefix."
                    throw TemplateError(.filterArgument, message)
                }
                schemes.append(text)
            }
        }
        self.schemes = schemes
    }

    private static func attributes(_ relations: [String], target: String) -> String {
        var sorted: [String] = []
        for relation in relations.sorted(by: { Comparison.order($0, $1) < 0 })
        where !sorted.contains(where: { sameBytes($0, relation) }) {
            sorted.append(relation)
        }
        let rel = " rel=\"\(Markup(escaping: sorted.joined(separator: " ")).html)\""
        return target.isEmpty ? rel : "\(rel) target=\"\(Markup(escaping: target).html)\""
    }

    /// `name:`, `name:/` or `name://`
    private static func isScheme(_ text: String) -> Bool {
        let parts = StringSplitting.split(text, ":", 1, fromEnd: false)
        guard parts.count == 2, parts[1] == "" || parts[1] == "/" || parts[1] == "//" else { return false }
        let name = parts[0].unicodeScalars
        return name.count >= 2 && name.allSatisfy { isWord($0) || $0 == "." || $0 == "+" || $0 == "-" }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || UnicodeText.isAlphanumeric(scalar) }

    /// - Parameter html: text that is escaped already.
    func linked(_ html: String) -> String {
        var result = ""
        var word = String.UnicodeScalarView()
        for scalar in html.unicodeScalars {
            if Whitespaces.contains(scalar) {
                result += linked(word: String(word))
                word = String.UnicodeScalarView()
                result.unicodeScalars.append(scalar)
            } else {
                word.append(scalar)
            }
        }
        return result + linked(word: String(word))
    }

    private func linked(word: String) -> String {
        var head = ""
        var middle = word
        var tail = ""
        while let mark = Linker.prefix(of: middle, ["(", "<", "&lt;"]) {
            head += mark
            middle = String(middle.unicodeScalars.dropFirst(mark.unicodeScalars.count))
        }
        while let mark = Linker.suffix(of: middle, [")", ">", ".", ",", "&gt;"]) {
            tail = mark + tail
            middle = String(middle.unicodeScalars.dropLast(mark.unicodeScalars.count))
        }
        Linker.balance(&middle, &tail)
        return head + (link(middle) ?? middle) + tail
    }

    private static func prefix(of text: String, _ marks: [String]) -> String? {
        marks.first { text.utf8.starts(with: $0.utf8) }
    }

    private static func suffix(of text: String, _ marks: [String]) -> String? {
        marks.first { text.utf8.reversed().starts(with: $0.utf8.reversed()) }
    }

    /// An address with an opening bracket keeps the closing one.
    private static func balance(_ middle: inout String, _ tail: inout String) {
        for (open, close) in [("(", ")"), ("<", ">"), ("&lt;", "&gt;")] {
            let opened = count(open, in: middle)
            if opened <= count(close, in: middle) { continue }
            for _ in 0..<min(opened, count(close, in: tail)) {
                let parts = StringSplitting.split(tail, close, 1, fromEnd: false)
                middle += parts[0] + close
                tail = parts[1]
            }
        }
    }

    private static func count(_ part: String, in text: String) -> Int {
        StringSplitting.split(text, part, -1, fromEnd: false).count - 1
    }

    private func link(_ address: String) -> String? {
        if WebAddress.isAddress(address) {
            let hasScheme = Linker.prefix(of: address, ["https://", "http://"]) != nil
            return "<a href=\"\(hasScheme ? "" : "https://")\(address)\"\(attributes)>\(trimmed(address))</a>"
        }
        if Linker.prefix(of: address, ["mailto:"]) != nil {
            let mailbox = String(address.unicodeScalars.dropFirst(7))
            if WebAddress.isMailbox(mailbox) { return "<a href=\"\(address)\">\(mailbox)</a>" }
        } else if !address.utf8.contains(UInt8(ascii: ":")), Linker.prefix(of: address, ["www."]) == nil,
            WebAddress.isMailbox(address)
        {
            return "<a href=\"mailto:\(address)\">\(address)</a>"
        }
        guard let scheme = Linker.prefix(of: address, schemes), !sameBytes(scheme, address) else { return nil }
        return "<a href=\"\(address)\"\(attributes)>\(address)</a>"
    }

    private func trimmed(_ address: String) -> String {
        guard let limit, limit >= 0, Text.length(address) > limit else { return address }
        return Text.string(address.unicodeScalars.prefix(limit)) + "..."
    }
}

/// What `urlize` takes for an address.
enum WebAddress {
    static func isAddress(_ text: String) -> Bool {
        let scalars = Text.scalars(text)
        let hostEnd = scalars.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? scalars.count
        if let rest = after("http://", scalars) ?? after("https://", scalars) {
            let pathStart = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? scalars.count
            let host = withoutPort(rest[..<pathStart])
            return isHost(host) || isIPv4(host) || isIPv6(host)
        }
        let host = withoutPort(scalars[..<hostEnd])
        if let rest = after("www.", Array(host)), isHost(rest) { return true }
        return isKnownDomain(host)
    }

    /// `name@host.domain`
    static func isMailbox(_ text: String) -> Bool {
        let scalars = Text.scalars(text)
        guard let at = scalars.lastIndex(of: "@"), at > 0, let dot = scalars.lastIndex(of: "."), dot > at + 1 else {
            return false
        }
        let host = scalars[(at + 1)...]
        guard let first = host.first, isWord(first), dot + 1 < scalars.count else { return false }
        return host.allSatisfy { isWord($0) || $0 == "." || $0 == "-" } && scalars[(dot + 1)...].allSatisfy(isWord)
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || UnicodeText.isAlphanumeric(scalar) }
    private static func isLabel(_ scalar: Unicode.Scalar) -> Bool { isWord(scalar) || scalar == "%" || scalar == "-" }

    private static func after(_ prefix: StaticString, _ scalars: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar>? {
        let prefix = Array(prefix.description.unicodeScalars)
        guard scalars.count >= prefix.count else { return nil }
        for index in prefix.indices where lowercased(scalars[index]) != prefix[index] { return nil }
        return scalars[prefix.count...]
    }

    private static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar >= "A" && scalar <= "Z" ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
    }

    private static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
        lowercased(scalar) >= "a" && lowercased(scalar) <= "z"
    }

    private static func withoutPort(_ host: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard let colon = host.lastIndex(of: ":") else { return host }
        let port = host[(colon + 1)...]
        let isPort = (1...5).contains(port.count) && port.allSatisfy(UnicodeText.isDecimal)
        return isPort && host.last != "]" ? host[..<colon] : host
    }

    /// Labels with a top-level domain of letters, or an encoded one.
    private static func isHost(_ host: ArraySlice<Unicode.Scalar>) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard let domain = labels.last, labels.dropLast().allSatisfy({ !$0.isEmpty && $0.allSatisfy(isLabel) }) else {
            return false
        }
        if (2...63).contains(domain.count), domain.allSatisfy(isASCIILetter) { return true }
        guard let rest = after("xn--", Array(domain)) else { return false }
        return (2...59).contains(rest.count) && rest.allSatisfy { isWord($0) || $0 == "%" }
    }

    private static func isKnownDomain(_ host: ArraySlice<Unicode.Scalar>) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let domain = labels.last else { return false }
        guard labels.dropLast().allSatisfy({ (2...63).contains($0.count) && $0.allSatisfy(isLabel) }) else {
            return false
        }
        switch Text.string(domain.map(lowercased)) {
        case "com", "net", "int", "edu", "gov", "org", "info", "mil": return true
        default: return false
        }
    }

    private static func isIPv4(_ host: ArraySlice<Unicode.Scalar>) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(UnicodeText.isDecimal) }
    }

    /// In brackets: two groups with their colons, then up to six pieces.
    private static func isIPv6(_ host: ArraySlice<Unicode.Scalar>) -> Bool {
        guard host.first == "[", host.last == "]", host.count > 2 else { return false }
        let groups = host.dropFirst().dropLast().split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count >= 3, groups.allSatisfy({ $0.allSatisfy(isHex) }) else { return false }
        guard groups[0].count <= 4, groups[1].count <= 4 else { return false }
        var pieces = 0
        for index in 2..<groups.count {
            let isLast = index == groups.count - 1
            pieces += max(isLast ? 0 : 1, (groups[index].count + 3) / 4)
        }
        return pieces <= 6
    }

    private static func isHex(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && digitValue(UInt8(scalar.value)).map { $0 < 16 } == true
    }
}
