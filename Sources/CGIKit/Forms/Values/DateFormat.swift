/// A format such as `%Y-%m-%d` for dates and times: the directives of Python's `strftime` and `strptime` that are written in
/// numbers (`%Y %y %m %d %j %H %I %M %S %p %U %W %w %%`); `%-d` is `%d` without leading zeros.
public struct DateFormat: ExpressibleByStringLiteral {
    let pattern: [UInt8]

    /// A format; directives beyond those of ``DateFormat`` are written as they stand and read nothing.
    public init(_ pattern: String) { self.pattern = Array(pattern.utf8) }
    public init(stringLiteral pattern: String) { self.init(pattern) }

    func followed(by suffix: String) -> DateFormat { DateFormat(String(decoding: pattern, as: UTF8.self) + suffix) }

    /// Python's `value.strftime(format)`.
    @export(interface) public func text(of value: LocalDateTime) -> String {
        var output: [UInt8] = []
        var index = 0
        while index < pattern.count {
            guard pattern[index] == UInt8(ascii: "%"), index + 1 < pattern.count else {
                output.append(pattern[index])
                index += 1
                continue
            }
            index += 1
            let isUnpadded = pattern[index] == UInt8(ascii: "-") && index + 1 < pattern.count
            if isUnpadded { index += 1 }
            append(pattern[index], of: value, isUnpadded: isUnpadded, to: &output)
            index += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    private func append(_ directive: UInt8, of value: LocalDateTime, isUnpadded: Bool, to output: inout [UInt8]) {
        let date = value.date
        let time = value.time
        func append(_ number: Int, _ width: Int) { output += padded(number, isUnpadded ? 0 : width).utf8 }
        switch Character(Unicode.Scalar(directive)) {
        // The C library does not pad years, and Python passes that on.
        case "Y": append(date.year, 0)
        case "y": append(date.year % 100, 2)
        case "m": append(date.month, 2)
        case "d": append(date.day, 2)
        case "j": append(date.dayOfYear, 3)
        case "H": append(time.hour, 2)
        case "I": append((time.hour + 11) % 12 + 1, 2)
        case "M": append(time.minute, 2)
        case "S": append(time.second, 2)
        case "p": output += (time.hour < 12 ? "AM" : "PM").utf8
        case "U": append((date.dayOfYear + 6 - (date.weekday + 1) % 7) / 7, 2)
        case "W": append((date.dayOfYear + 6 - date.weekday) / 7, 2)
        case "w": append((date.weekday + 1) % 7, 1)
        case "%": output.append(UInt8(ascii: "%"))
        default:
            output.append(UInt8(ascii: "%"))
            output.append(directive)
        }
    }
}
