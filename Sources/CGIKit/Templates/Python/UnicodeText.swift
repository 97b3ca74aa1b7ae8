/// What Python's string methods know of characters.
enum UnicodeText {
    static func isAlphabetic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        isAlphabetic(scalar) || scalar.properties.numericType != nil
    }

    static func isDecimal(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType == .decimal }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.numericType {
        case .decimal, .digit: true
        default: false
        }
    }

    static func isNumeric(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType != nil }

    static func decimalDigit(_ scalar: Unicode.Scalar) -> UInt8? {
        guard isDecimal(scalar), let value = scalar.properties.numericValue else { return nil }
        return UInt8(value)
    }

    /// Whether `repr` shows the character itself.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: scalar == " "
        default: true
        }
    }

    static func isLowercase(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isLowercase }
    static func isUppercase(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isUppercase }
    static func isTitlecase(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .titlecaseLetter }
    static func isCased(_ scalar: Unicode.Scalar) -> Bool {
        isLowercase(scalar) || isUppercase(scalar) || isTitlecase(scalar)
    }

    static func uppercased(_ text: String) -> String {
        if let ascii = mappedASCII(text, from: UInt8(ascii: "a"), to: UInt8(ascii: "z")) { return ascii }
        var result = ""
        for scalar in text.unicodeScalars { result += scalar.properties.uppercaseMapping }
        return result
    }

    static func lowercased(_ text: String) -> String {
        if let ascii = mappedASCII(text, from: UInt8(ascii: "A"), to: UInt8(ascii: "Z")) { return ascii }
        let scalars = Text.scalars(text)
        var result = ""
        for index in scalars.indices { result += lowercased(scalars, index) }
        return result
    }

    /// A text in ASCII with the letters of one case changed to the other.
    private static func mappedASCII(_ text: String, from first: UInt8, to last: UInt8) -> String? {
        var bytes = Array(text.utf8)
        for index in bytes.indices {
            if bytes[index] >= 0x80 { return nil }
            if bytes[index] >= first, bytes[index] <= last { bytes[index] ^= 0x20 }
        }
        return String(utf8: bytes)
    }

    /// A sigma at the end of a word has a form of its own (Unicode's Final_Sigma).
    private static func lowercased(_ scalars: [Unicode.Scalar], _ index: Int) -> String {
        guard scalars[index] == "Σ" else { return scalars[index].properties.lowercaseMapping }
        var before = index - 1
        while before >= 0, scalars[before].properties.isCaseIgnorable { before -= 1 }
        var after = index + 1
        while after < scalars.count, scalars[after].properties.isCaseIgnorable { after += 1 }
        let endsWord =
            before >= 0 && scalars[before].properties.isCased
            && !(after < scalars.count && scalars[after].properties.isCased)
        return endsWord ? "ς" : "σ"
    }

    /// Python's `capitalize`: the first character in title case, the rest in lower case.
    static func capitalized(_ text: String) -> String {
        let scalars = Text.scalars(text)
        guard let first = scalars.first else { return text }
        var result = first.properties.titlecaseMapping
        for index in scalars.indices.dropFirst() { result += lowercased(scalars, index) }
        return result
    }

    /// Python's `title`: a letter after one that is not cased is in title case.
    static func titlecased(_ text: String) -> String {
        let scalars = Text.scalars(text)
        var result = ""
        var followsCased = false
        for index in scalars.indices {
            result += followsCased ? lowercased(scalars, index) : scalars[index].properties.titlecaseMapping
            followsCased = isCased(scalars[index])
        }
        return result
    }

    static func swappedCase(_ text: String) -> String {
        let scalars = Text.scalars(text)
        var result = ""
        for index in scalars.indices {
            let scalar = scalars[index]
            if isUppercase(scalar) {
                result += lowercased(scalars, index)
            } else {
                result += isLowercase(scalar) ? scalar.properties.uppercaseMapping : String(Character(scalar))
            }
        }
        return result
    }

    /// For comparing without case: Python's `casefold`, as far as lower case and the expansions of upper case give it.
    static func caseFolded(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "ß", "ẞ": result += "ss"
            case "ς": result += "σ"
            case "ŉ", "ﬀ"..."ﬆ", "ﬓ"..."ﬗ", "ǰ", "ΐ", "ΰ", "և", "ẖ"..."ẚ":
                result += scalar.properties.uppercaseMapping.lowercased()
            case "µ": result += "μ"
            case "ſ": result += "s"
            default: result += scalar.properties.lowercaseMapping
            }
        }
        return result
    }
}
