/// Python's `format % values`.
struct PercentFormat {
    private let scalars: [Unicode.Scalar]
    private let isMarkup: Bool
    private let arguments: [Value]
    private let mapping: Dict?
    /// What has items by key or index may stay unused.
    private let allowsUnused: Bool
    private var used = 0
    private var index = 0

    /// - Parameter isMarkup: whether values are escaped.
    static func format(
        _ text: String, _ values: Value, isMarkup: Bool, _ limits: RenderLimits
    ) throws(TemplateError) -> String {
        var formatter = PercentFormat(text, values, isMarkup)
        return try formatter.run(limits)
    }

    private init(_ text: String, _ values: Value, _ isMarkup: Bool) {
        scalars = Text.scalars(text)
        self.isMarkup = isMarkup
        if case .tuple(let items) = values { arguments = items } else { arguments = [values] }
        if case .dict(let dict) = values { mapping = dict } else { mapping = nil }
        allowsUnused =
            switch values {
            case .dict, .list, .undefined: true
            case .object(let object): object is RangeObject
            default: false
            }
    }

    private mutating func run(_ limits: RenderLimits) throws(TemplateError) -> String {
        var output = ""
        var start = 0
        while index < scalars.count {
            guard scalars[index] == "%" else {
                index += 1
                continue
            }
            output += Text.string(scalars[start..<index])
            index += 1
            output += try field()
            start = index
            try limits.checkSize(output.utf8.count)
        }
        output += Text.string(scalars[start...])
        guard used >= arguments.count || allowsUnused else {
            throw TemplateError(.type, "not all arguments converted during string formatting")
        }
        return output
    }

    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func next() throws(TemplateError) -> Value {
        guard used < arguments.count else { throw TemplateError(.type, "not enough arguments for format string") }
        used += 1
        return arguments[used - 1]
    }

    /// What stands for `%…` from `index` on.
    private mutating func field() throws(TemplateError) -> String {
        var key: Value?
        if current == "(" { key = try mappedValue() }
        var specification = FormatSpecification()
        var isLeft = false
        var isZero = false
        flags: while let flag = current {
            switch flag {
            case "-": isLeft = true
            case "0": isZero = true
            case "+": specification.sign = "+"
            case " ": if specification.sign == nil { specification.sign = " " }
            case "#": specification.isAlternate = true
            default: break flags
            }
            index += 1
        }
        specification.width = try number() ?? 0
        if specification.width < 0 {
            isLeft = true
            specification.width = -specification.width
        }
        if current == "." {
            index += 1
            specification.precision = max(0, try number() ?? 0)
        }
        while current == "l" || current == "h" || current == "L" { index += 1 }
        guard let conversion = current else { throw TemplateError(.value, "incomplete format") }
        index += 1
        if conversion == "%" { return "%" }
        let value = if let key { key } else { try next() }
        specification.alignment = isLeft ? "<" : ">"
        if isZero, !isLeft {
            specification.fill = "0"
            specification.alignment = "="
        }
        return try converted(value, conversion, specification)
    }

    private mutating func mappedValue() throws(TemplateError) -> Value {
        guard let mapping else { throw TemplateError(.type, "format requires a mapping") }
        let start = index + 1
        var depth = 0
        while let scalar = current {
            if scalar == "(" { depth += 1 }
            if scalar == ")" { depth -= 1 }
            index += 1
            if depth == 0 {
                let key = Text.string(scalars[start..<(index - 1)])
                guard let value = mapping[key] else { throw TemplateError(.key, PythonText.repr(key)) }
                return value
            }
        }
        throw TemplateError(.value, "incomplete format key")
    }

    private mutating func number() throws(TemplateError) -> Int? {
        if current == "*" {
            index += 1
            let width = try ListMethods.integer(try next())
            return try checked(width)
        }
        var value: Int?
        while let digit = current, digit.isASCII, let digitValue = digitValue(UInt8(digit.value)), digitValue < 10 {
            value = try checked((value ?? 0) * 10 + Int(digitValue))
            index += 1
        }
        return value
    }

    private func checked(_ width: Int) throws(TemplateError) -> Int {
        guard abs(width) <= FormatSpecification.widthLimit else { throw TemplateError(.value, "width too big") }
        return width
    }

    private func converted(
        _ value: Value, _ conversion: Unicode.Scalar, _ base: FormatSpecification
    ) throws(TemplateError) -> String {
        var specification = base
        switch conversion {
        case "s", "r", "a":
            if specification.fill == "0" { (specification.fill, specification.alignment) = (" ", ">") }
            specification.sign = nil
            let plain =
                conversion == "s"
                ? try text(value)
                : conversion == "r" ? try representation(value) : try PythonText.ascii(value)
            return try specification.format(text: plain)
        case "d", "i", "u", "o", "x", "X":
            specification.conversion = conversion == "i" || conversion == "u" ? "d" : conversion
            let digits = specification.precision
            specification.precision = nil
            let text = try specification.format(Value(try whole(value, conversion)))
            guard let digits else { return text }
            return Text.padded(text, digits, "0", atStart: true)
        case "e", "E", "f", "F", "g", "G":
            specification.conversion = conversion
            guard let number = Number(value) else {
                throw TemplateError(.type, "must be real number, not \(PythonTypes.name(value))")
            }
            return try specification.format(double: number.double)
        case "c":
            specification.sign = nil
            if let text = Text.plain(value) {
                guard Text.length(text) == 1 else { throw TemplateError(.type, "%c requires int or char") }
                return try specification.format(text: text)
            }
            guard case .int(let code) = Number(value) else { throw TemplateError(.type, "%c requires int or char") }
            guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else {
                throw TemplateError(.overflow, "%c arg not in range(0x110000)")
            }
            return try specification.format(text: String(Character(scalar)))
        default:
            let code = String(Character(conversion))
            throw TemplateError(.value, "unsupported format character '\(code)' at index \(index - 1)")
        }
    }

    private func text(_ value: Value) throws(TemplateError) -> String {
        isMarkup ? try MarkupText.escapedText(value) : try Text.string(value)
    }

    private func representation(_ value: Value) throws(TemplateError) -> String {
        let text = try PythonText.repr(value)
        return isMarkup ? Markup(escaping: text).html : text
    }

    private func whole(_ value: Value, _ conversion: Unicode.Scalar) throws(TemplateError) -> BigInteger {
        switch Number(value) {
        case .int(let int): return BigInteger(int)
        case .big(let big): return big
        case .double(let double) where double.isFinite && "diu".unicodeScalars.contains(conversion):
            return BigInteger(double)
        default:
            let code = String(Character(conversion))
            throw TemplateError(.type, "%\(code) format: a real number is required, not \(PythonTypes.name(value))")
        }
    }
}
