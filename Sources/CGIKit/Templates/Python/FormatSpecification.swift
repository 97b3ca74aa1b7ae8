/// A field of a format: `08.3f` after the colon of `{}`, or between `%` and its letter.
struct FormatSpecification {
    var fill: Unicode.Scalar = " "
    /// `<`, `>`, `^` or `=`; nil: as is usual for the type.
    var alignment: Unicode.Scalar?
    /// `+` or a space before numbers that are not negative.
    var sign: Unicode.Scalar?
    var isAlternate = false
    var width = 0
    /// `,` or `_` between thousands.
    var grouping: Unicode.Scalar?
    var precision: Int?
    var conversion: Unicode.Scalar?

    /// Widths and precisions beyond this are an error.
    static var widthLimit: Int { 1 << 20 }

    /// Python's format mini-language.
    init(_ text: String) throws(TemplateError) {
        let scalars = Text.scalars(text)
        var index = 0
        func peek(_ offset: Int = 0) -> Unicode.Scalar? {
            index + offset < scalars.count ? scalars[index + offset] : nil
        }
        func isAlignment(_ scalar: Unicode.Scalar?) -> Bool {
            scalar == "<" || scalar == ">" || scalar == "^" || scalar == "="
        }
        func number() throws(TemplateError) -> Int? {
            var value: Int?
            while let digit = peek(), digit.isASCII, let digitValue = digitValue(UInt8(digit.value)), digitValue < 10 {
                value = (value ?? 0) * 10 + Int(digitValue)
                guard value! <= FormatSpecification.widthLimit else {
                    throw TemplateError(.value, "Too many decimal digits in format string")
                }
                index += 1
            }
            return value
        }
        if isAlignment(peek(1)), let character = peek() {
            fill = character
            alignment = peek(1)
            index += 2
        } else if isAlignment(peek()) {
            alignment = peek()
            index += 1
        }
        if let character = peek(), character == "+" || character == "-" || character == " " {
            sign = character
            index += 1
        }
        if peek() == "#" {
            isAlternate = true
            index += 1
        }
        if peek() == "0" {
            if alignment == nil {
                fill = "0"
                alignment = "="
            }
            index += 1
        }
        width = try number() ?? 0
        if let character = peek(), character == "," || character == "_" {
            grouping = character
            index += 1
        }
        if peek() == "." {
            index += 1
            guard let digits = try number() else { throw TemplateError(.value, "Format specifier missing precision") }
            precision = digits
        }
        if let character = peek() {
            conversion = character
            index += 1
        }
        guard index == scalars.count else { throw TemplateError(.value, "Invalid format specifier '\(text)'") }
    }

    init() {}

    /// Formats as Python's `format(value, specification)`.
    func format(_ value: Value) throws(TemplateError) -> String {
        switch value {
        case .bool(let bool) where conversion == nil || conversion == "s":
            return try format(text: bool ? "True" : "False")
        case .bool, .int, .big:
            guard let number = Number(value), let whole = number.big else { break }
            return try format(whole: whole, value)
        case .double(let double): return try format(double: double)
        case .string(let text): return try format(text: text)
        case .markup(let markup): return try format(text: markup.html)
        case .none, .list, .tuple, .dict, .undefined, .function, .object: break
        }
        guard isEmpty else {
            throw TemplateError(.type, "unsupported format string passed to \(PythonTypes.name(value)).__format__")
        }
        return try Text.string(value)
    }

    private var isEmpty: Bool {
        alignment == nil && sign == nil && !isAlternate && width == 0 && grouping == nil && precision == nil
            && conversion == nil
    }

    private func unknownCode(_ type: String) -> TemplateError {
        let code = conversion.map { String(Character($0)) } ?? ""
        return TemplateError(.value, "Unknown format code '\(code)' for object of type '\(type)'")
    }

    func format(text: String) throws(TemplateError) -> String {
        guard conversion == nil || conversion == "s" else { throw unknownCode("str") }
        guard sign == nil else { throw TemplateError(.value, "Sign not allowed in string format specifier") }
        guard alignment != "=" || fill == "0" else {
            throw TemplateError(.value, "'=' alignment not allowed in string format specifier")
        }
        let cut = precision.map { Text.string(text.unicodeScalars.prefix($0)) } ?? text
        return aligned(cut, usual: "<")
    }

    private func format(whole: BigInteger, _ value: Value) throws(TemplateError) -> String {
        let radix: UInt32
        var prefix = ""
        switch conversion {
        case nil, "d", "n": radix = 10
        case "b": (radix, prefix) = (2, "0b")
        case "o": (radix, prefix) = (8, "0o")
        case "x": (radix, prefix) = (16, "0x")
        case "X": (radix, prefix) = (16, "0X")
        case "c":
            guard let code = whole.int, let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else {
                throw TemplateError(.overflow, "%c arg not in range(0x110000)")
            }
            return aligned(String(Character(scalar)), usual: "<")
        case "e", "E", "f", "F", "g", "G", "%": return try format(double: whole.double)
        default: throw unknownCode("int")
        }
        guard precision == nil else {
            throw TemplateError(.value, "Precision not allowed in integer format specifier")
        }
        var digits = BigInteger(isNegative: false, limbs: whole.limbs).text(radix: radix)
        if conversion == "X" { digits = digits.uppercased() }
        if let grouping { digits = FormatSpecification.grouped(digits, grouping, every: radix == 10 ? 3 : 4) }
        return alignedNumber(whole.isNegative, isAlternate ? prefix : "", digits)
    }

    func format(double: Double) throws(TemplateError) -> String {
        var digits: String
        let magnitude = double.magnitude
        guard magnitude.isFinite else {
            let isUpper = conversion == "F" || conversion == "E" || conversion == "G"
            let word = double.isNaN ? "nan" : "inf"
            digits = (isUpper ? word.uppercased() : word) + (conversion == "%" ? "%" : "")
            return alignedNumber(double < 0, "", digits)
        }
        switch conversion {
        case nil:
            if let precision {
                digits = NumberText.formatted(magnitude, UInt8(ascii: "g"), precision: max(1, precision))
                if !digits.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }) {
                    digits += ".0"
                }
            } else {
                digits = PythonFloat.text(of: magnitude)
            }
        case "%": digits = NumberText.formatted(magnitude * 100, UInt8(ascii: "f"), precision: precision ?? 6) + "%"
        case "e", "E", "f", "F", "g", "G", "n":
            let letter = conversion == "n" ? UInt8(ascii: "g") : UInt8(conversion?.value ?? 0x66)
            digits = NumberText.formatted(magnitude, letter, precision: precision ?? 6)
        default: throw unknownCode("float")
        }
        if let grouping {
            let whole = digits.prefix { $0 != "." && $0 != "e" && $0 != "%" }
            let rest = digits.dropFirst(whole.count)
            digits = FormatSpecification.grouped(String(whole), grouping, every: 3) + rest
        }
        return alignedNumber(double.sign == .minus && !double.isNaN, "", digits)
    }

    private static func grouped(_ digits: String, _ separator: Unicode.Scalar, every count: Int) -> String {
        var result = ""
        let total = digits.utf8.count
        for (index, digit) in digits.unicodeScalars.enumerated() {
            if index > 0, (total - index) % count == 0 { result.unicodeScalars.append(separator) }
            result.unicodeScalars.append(digit)
        }
        return result
    }

    private func alignedNumber(_ isNegative: Bool, _ prefix: String, _ digits: String) -> String {
        let signText = isNegative ? "-" : sign == "+" ? "+" : sign == " " ? " " : ""
        guard alignment == "=" else { return aligned(signText + prefix + digits, usual: ">") }
        let used = Text.length(signText) + Text.length(prefix)
        return signText + prefix + Text.padded(digits, width - used, fill, atStart: true)
    }

    private func aligned(_ text: String, usual: Unicode.Scalar) -> String {
        switch alignment ?? usual {
        case "<": return Text.padded(text, width, fill, atStart: false)
        case "^":
            let missing = max(0, width - Text.length(text))
            let start = Text.padded(text, Text.length(text) + missing / 2, fill, atStart: true)
            return Text.padded(start, width, fill, atStart: false)
        default: return Text.padded(text, width, fill, atStart: usual == ">" || alignment == ">")
        }
    }
}
